"""How often has the public content changed? Entity tags and caches hang on the answer."""

import uuid

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Max

from collabfutures.curation.changes import Change


class ContentVersion(models.Model):
    """One row: the number of the newest change to public content. Triggers keep it, in the transaction of the change.

    A restored backup brings an old number back, and a migration changes records while no trigger stands: the random
    `epoch` is then renewed, so that no old tag becomes true and no index goes on from where it was.
    """

    number = models.BigIntegerField(default=0)
    epoch = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        app_label = "curation"

    def __str__(self) -> str:
        return f"{self.number} of {self.epoch}"

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def mark(cls) -> str:
        """The number and the epoch as one text: the same for as long as no public byte has changed."""
        return str(cls.objects.first() or "")

    @classmethod
    def renew_epoch(cls, using: str = DEFAULT_DB_ALIAS) -> None:
        """After a backup was restored or records were written without triggers: no tag given out before is true."""
        version, _ = cls.objects.using(using).get_or_create(pk=1)
        version.number = max(version.number, cls._newest(using))
        version.epoch = uuid.uuid4()
        version.save(using=using)

    @classmethod
    def is_behind(cls, using: str = DEFAULT_DB_ALIAS) -> bool:
        """Whether the log holds numbers that the version has not reached, as where the tables were emptied."""
        return cls._newest(using) > (cls.objects.using(using).values_list("number", flat=True).first() or 0)

    @classmethod
    def _newest(cls, using: str) -> int:
        return Change.objects.using(using).aggregate(newest=Max("number"))["newest"] or 0

"""How often has the public content changed? Entity tags and caches hang on the answer."""

import uuid

from django.db import models


class ContentVersion(models.Model):
    """One row: a number that grows in the same transaction as any change to public content. Triggers keep it.

    A restored backup brings an old number back; the random `epoch` is then renewed, so that no old tag becomes true.
    """

    number = models.BigIntegerField(default=0)
    # PostgreSQL raises the number once a transaction: a thousand rows would otherwise rewrite it a thousand times.
    last_transaction = models.BigIntegerField(default=0)
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
    def renew_epoch(cls) -> None:
        """To be called after a backup was restored: no tag given out before it is true any longer."""
        cls.objects.get_or_create(pk=1)
        cls.objects.update(epoch=uuid.uuid4())

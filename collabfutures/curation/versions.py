"""How often has the public content changed? Entity tags and caches hang on the answer."""

import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.db.models import Max

from collabfutures.curation.changes import Change

# So many answers are kept of each sort.
MOST_KEPT = 500
Found = TypeVar("Found")
_pinned: ContextVar[tuple[int, str] | None] = ContextVar("pinned content version", default=None)


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
    @contextmanager
    def pinned(cls, version: tuple[int, str]) -> Iterator[None]:
        """Within it the version is this one: a request that reads asks the database for it once, before all else."""
        token = _pinned.set(version)
        try:
            yield
        finally:
            _pinned.reset(token)

    @classmethod
    def current(cls) -> int:
        return cls.now()[0]

    @classmethod
    def now(cls) -> tuple[int, str]:
        """The number and the epoch: those that were pinned for this request, or those in the database."""
        pinned = _pinned.get()
        if pinned is not None:
            return pinned
        # Asked with every request: building the statement anew would take longer than running it.
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, epoch FROM curation_contentversion WHERE id = 1")
            number, epoch = cursor.fetchone() or (0, "")
        return number, str(epoch)

    @classmethod
    def renew_epoch(cls, using: str = DEFAULT_DB_ALIAS) -> None:
        """After a backup was restored or records were written without triggers: no tag given out before is true."""
        with transaction.atomic(using):
            cls.objects.using(using).get_or_create(pk=1)
            version = cls.objects.using(using).select_for_update().get(pk=1)
            version.number = max(version.number, cls._newest(using))
            version.epoch = uuid.uuid4()
            version.save(using=using)

    @classmethod
    def is_behind(cls, using: str = DEFAULT_DB_ALIAS) -> bool:
        """Whether the log holds numbers that the version has not reached, as where the tables were emptied."""
        return cls._newest(using) > (cls.objects.using(using).values_list("number", flat=True).first() or 0)

    @classmethod
    def _newest(cls, using: str) -> int:
        numbers = Change.objects.using(using).filter(number__isnull=False)
        return numbers.aggregate(newest=Max("number"))["newest"] or 0


class KeptForNow(Generic[Found]):
    """Answers that were read from public content, kept until any of it changes.

    They are kept of requests that only read: inside a transaction that writes, what is read may never have been.
    """

    _kept: tuple[Any, dict[Hashable, Found]]

    def __init__(self) -> None:
        self.forget()

    def get(self, key: Hashable, read: Callable[[], Found]) -> Found:
        """The answer of this key; read where it is not kept, or was kept of another version."""
        return self.each([key], lambda keys: {key: read()})[key]

    def each(
        self, keys: Iterable[Hashable], read: Callable[[list[Hashable]], dict[Hashable, Found]]
    ) -> dict[Hashable, Found]:
        """{key: answer} of all of these keys; those that are not kept are read together."""
        keys, kept = [*keys], self._of_now()
        lacking = [key for key in dict.fromkeys(keys) if key not in kept]
        if lacking:
            kept |= read(lacking)
        return {key: kept[key] for key in keys}

    def _of_now(self):
        version, (of, kept) = _pinned.get(), self._kept
        if version is None:
            return {}
        if of != version or len(kept) > MOST_KEPT:
            kept = {}
            self._kept = version, kept
        return kept

    def forget(self) -> None:
        self._kept = (None, {})

"""The read indexes of this process, each as new as the database is now."""

import threading
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import Max

from collabfutures.curation import registry
from collabfutures.curation.changes import Change
from collabfutures.curation.database.reading import here, read_from
from collabfutures.curation.database.snapshots import one_state, side_by_side
from collabfutures.curation.index.deltas import Delta, most_followed
from collabfutures.curation.index.files import load, save
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.rows import Rows
from collabfutures.curation.versions import ContentVersion

# A larger table is read by a thread of its own while SQL answers.
READ_AT_ONCE, READ_SECONDS = settings.INDEX_AT_ONCE, 600
# Keys are the places of records in arrays: a table whose keys run higher would take too much memory.
HIGHEST_KEY = 50_000_000


class Follower:
    """Makes the index of a kind when it is first asked for, and has it follow the log of changes from then on."""

    def __init__(self) -> None:
        self._indexes: dict[Any, KindIndex] = {}
        self._lock = threading.Lock()
        self._reading: set[Any] = set()

    def current(self, model: Any) -> KindIndex | None:
        """The index of a kind as of now, or None where SQL has to answer: switched off, being read, or too large."""
        if not settings.INDEX:
            return None
        number, epoch = ContentVersion.now()
        found = self._indexes.get(model)
        # A newer one will do: another request has seen more than this one when it began.
        if found and found.epoch == epoch and found.number >= number:
            return found
        # Whoever comes while another thread follows is answered by SQL: the answer is the same.
        if not self._lock.acquire(blocking=False):
            return None
        try:
            return self._followed(model)
        finally:
            self._lock.release()

    def known_titles(self, model: Any) -> dict[str, dict[str, str]]:
        """{filter: {slug: title} of the public records among its options}, as far as the index has them."""
        index = self.current(model)
        return {name: options.titles for name, options in index.options.items()} if index else {}

    def forget(self) -> None:
        """All is read anew: for tests, whose transactions are rolled back below the numbers that were seen."""
        self._indexes.clear()

    def is_reading(self, model: Any) -> bool:
        """Whether the index of a kind is being read, so that SQL answers meanwhile."""
        return model in self._reading

    def is_ready(self) -> bool:
        """Whether no kind has to be answered by SQL while its index is read for the first time."""
        with ContentVersion.pinned(ContentVersion.now()):
            for kind in registry.kinds():
                self.current(kind.model)
        return not self._reading - self._indexes.keys()

    def _followed(self, model):
        if model in self._reading:
            return None
        with one_state():
            number, epoch = ContentVersion.now()
            old = self._indexes.get(model)
            if old is None or old.epoch != epoch:
                old = load(Rows(registry.kind_of(model).filterset_class), epoch)
            found = _after(model, old, number) if old else None
            if found is None:
                highest = _highest_key(model)
                if max(map(_highest_key, {model, *_targets(model)})) > READ_AT_ONCE:
                    return self._read_beside(model) if highest < HIGHEST_KEY else None
                found = KindIndex.read(registry.kind_of(model).filterset_class, number, epoch)
            self._indexes[model] = found
            return found

    def _read_beside(self, model):
        """Has a thread read the index; there is none until it has."""
        self._reading.add(model)
        threading.Thread(target=self._read, args=[model, here()], daemon=True).start()

    def _read(self, model, alias):
        try:
            with read_from(alias), closing(connections[alias]), one_state(seconds=READ_SECONDS):
                version, filterset_class = ContentVersion.now(), registry.kind_of(model).filterset_class
                reads = partial(side_by_side, seconds=READ_SECONDS)
                self._indexes[model] = KindIndex.read(filterset_class, *version, reads)
            save(Rows(filterset_class), self._indexes[model])
        finally:
            self._reading.discard(model)


def _highest_key(model):
    return model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0


def _targets(model):
    """The kinds of record that are options of its filters."""
    rows = Rows(registry.kind_of(model).filterset_class)
    return {target for name in rows.filters if (target := rows.target(name))}


def _after(model, old, number):
    """The index after the changes up to a number, or None if it has to be read anew."""
    changes = Change.objects.filter(number__gt=old.number)
    rows = Rows(registry.kind_of(model).filterset_class)
    delta = Delta(rows, changes.only("kind", "object_id", "slug", "action")[: most_followed(old) + 1])
    try:
        return None if delta.is_too_much(old) else replace(delta.applied(old), number=max(number, old.number))
    except LookupError:
        return None


follower = Follower()

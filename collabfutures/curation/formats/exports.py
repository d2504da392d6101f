"""A list of any length as one file: in pieces, of one state of the database, two at a time in each process."""

import threading
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import APIException

from collabfutures.curation.database.faults import RETRY_SECONDS
from collabfutures.curation.database.snapshots import one_state
from collabfutures.curation.formats.records import Batches, encoded

# Shorter lists are sent whole: they can be compressed and kept.
STREAMED_FROM, BATCH, AT_ONCE = 1_000, 1_000, 2
_places = threading.BoundedSemaphore(AT_ONCE)


class TooManyExports(APIException):
    status_code = 503
    default_detail = "Two whole lists are being sent already. Please try again in a few seconds."
    wait = int(RETRY_SECONDS)


class Export:
    """The pieces of a file as bytes. It takes one of the places when it is made and gives it back when it is closed."""

    def __init__(self, pieces: Iterable[str | bytes]) -> None:
        self._pieces, self._is_open = iter(pieces), _places.acquire(blocking=False)
        if not self._is_open:
            raise TooManyExports

    def __iter__(self) -> Iterator[bytes]:
        return map(encoded, self._pieces)

    def close(self) -> None:
        """Called when all was sent, and when the client has hung up."""
        if self._is_open:
            self._is_open = False
            _places.release()
            getattr(self._pieces, "close", lambda: None)()

    # A response that never went out, for an error further out, is closed by nobody.
    __del__ = close


def batches(queryset: QuerySet, serializer_class: Any) -> Batches:
    """The records of a queryset with their links, some at a time, all as they were when the first was read."""
    with one_state():
        found: list[Any] = []
        for record in queryset.iterator(BATCH):
            found.append(record)
            if len(found) == BATCH:
                yield serializer_class.prepare(found)
                found = []
        yield serializer_class.prepare(found)

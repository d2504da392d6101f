"""Which answer is still the same? One entity tag for each address, bound to the newest change of what it reads."""

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import http_date
from django.utils.timezone import localdate

from collabfutures.curation.changes import Change
from collabfutures.curation.models import kinds
from collabfutures.curation.responses.codings import wanted_coding
from collabfutures.curation.responses.reads import kinds_read
from collabfutures.curation.versions import ContentVersion

WORKBOOK, SPREADSHEET = "xlsx", "spreadsheetml"


class Numbers:
    """The number of the newest change of each kind, read anew when the content version has moved."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._known: tuple[Any, dict[str, int]] = (None, {})

    def newest(self, reads: frozenset[str]) -> int:
        version, (of, known) = ContentVersion.now(), self._known
        if of != version:
            known = Change.newest(kind._meta.label_lower for kind in kinds())
            self._known = (version, known)
        # What changed after the version was read may not be in the answer yet: its tag must not say so.
        return min(version[0], max(known[kind] for kind in reads))


numbers = Numbers()


@lru_cache(1_000)
def _moment(number: int, epoch: str) -> datetime | None:
    """When the change with this number was; the epoch keeps those of another state of the base apart."""
    return Change.objects.filter(number=number).values_list("moment", flat=True).first()


def last_modified(request: HttpRequest) -> str | None:
    """When what the answer reads was changed last, as HTTP writes it."""
    number, epoch = ContentVersion.now()
    reads = kinds_read(request)
    moment = _moment(numbers.newest(reads) if reads else number, epoch)
    return http_date(moment.timestamp()) if moment else None


def tag_said(request: HttpRequest, tag: str) -> str:
    """The tag as the answer has it: weak for a workbook, which holds the moment at which it was written."""
    wanted = (request.GET.get("format", ""), request.path_info.rpartition(".")[2], request.headers.get("Accept", ""))
    return f"W/{tag}" if any(each == WORKBOOK or SPREADSHEET in each for each in wanted) else tag


def entity_tag(request: HttpRequest) -> str:
    """The same for as long as the answer is: while nothing that it reads, nor the software, nor the day is another."""
    number, epoch = ContentVersion.now()
    reads = kinds_read(request)
    parts = (
        settings.RELEASE,
        epoch,
        numbers.newest(reads) if reads else number,
        # Pages say how long ago something was.
        localdate(),
        request.is_secure(),
        request.headers.get("Host", ""),
        request.get_full_path(),
        request.headers.get("Accept", ""),
        wanted_coding(request),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'

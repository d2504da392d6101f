"""Public answers that are kept, as they go out: one address and one form each, until what they read has changed."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase


@dataclass(frozen=True)
class Kept:
    """An answer with the tag that says until when it is right."""

    tag: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    size: int

    def response(self) -> HttpResponse:
        return HttpResponse(self.body, headers=dict(self.headers))


class KeptResponses:
    """The answers used last; the one not used for longest goes first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self._lock = most_bytes, threading.Lock()
        self.forget()

    def get(self, key: tuple, tag: str) -> Kept | None:
        found = self._kept.get(key)
        if found is None or found.tag != tag:
            return None
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
        return found

    def add(self, key: tuple, tag: str, response: HttpResponseBase) -> None:
        body, headers = getattr(response, "content", b""), tuple(response.items())
        # An answer of a few bytes takes its address and headers too.
        size = len(body) + sum(map(len, map(str, key))) + sum(len(name) + len(value) for name, value in headers) + 1_000
        with self._lock:
            self._take_out(key)
            self._kept[key] = Kept(tag, body, headers, size)
            self._bytes += size
            while self._bytes > self.most_bytes:
                self._take_out(next(iter(self._kept)))

    def forget(self) -> None:
        self._kept: OrderedDict[tuple, Kept] = OrderedDict()
        self._bytes = 0

    def _take_out(self, key):
        old = self._kept.pop(key, None)
        self._bytes -= old.size if old else 0


kept_responses = KeptResponses(settings.KEPT_BYTES)

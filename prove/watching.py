"""Readers and curators who go on while a fault is there: what each of them saw, and what was lost."""

import hashlib
import random
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import httpx

from prove import shape
from tests.sent_form import sent_form

KEPT = ("/", "/findings/", "/findings/several-discourses/", "/map/", "/api/v1/findings/", "/feed/", "/themes/")
ANEW = "/api/v1/findings/?page_size=10&sort={sort}&sector={sector}&facets=theme"
PAUSE = 0.05
READERS = 4


@dataclass
class Seen:
    """What one sort of visitor saw: answers by status, and the slowest; 0 stands for no answer at all."""

    statuses: dict[int, int] = field(default_factory=dict)
    slowest: float = 0.0
    # Answers of 200 that are not what was there before.
    other: int = 0
    # What was asked a second time, because the connection was closed before a word of the answer came.
    again: int = 0

    def add(self, status: int, seconds: float, is_other: bool = False) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.slowest = max(self.slowest, seconds)
        self.other += is_other

    @property
    def failed(self) -> int:
        return sum(number for status, number in self.statuses.items() if status not in (200, 302))

    def __str__(self) -> str:
        told = ", ".join(f"{number:,} × {status or 'no answer'}" for status, number in sorted(self.statuses.items()))
        other = f", {self.other} of them not as before" if self.other else ""
        again = f", {self.again} asked again" if self.again else ""
        return f"{told or 'nothing asked'}{other}{again}; slowest {self.slowest:.1f} s"


class Watch:
    """Who reads pages that were read before, who asks for answers that nobody has, and a curator who adds drafts."""

    def __init__(self, writes: bool) -> None:
        self.kept, self.anew, self.curator = Seen(), Seen(), Seen()
        self.acknowledged: list[str] = []
        self.errors: list[str] = []
        self._bodies: dict[str, str] = {}
        self._stop = threading.Event()
        jobs = [self._read_kept, self._read_kept, self._read_anew, self._read_anew, *([self._write] if writes else [])]
        self._threads = [threading.Thread(target=job, daemon=True) for job in jobs]

    @property
    def lost(self) -> int:
        """How many drafts the curator was told were saved and that are not there."""
        if not self.acknowledged:
            return 0
        found = f"Theme.objects.filter(slug__in={self.acknowledged!r}).count()"
        told = shape.manage("shell", "-c", f"from seminars.models import Theme; print({found})")
        return len(self.acknowledged) - int(told.split()[-1])

    def start(self) -> None:
        with shape.client() as session:
            for address in KEPT:
                self._bodies[address] = digest(session.get(address))
        for thread in self._threads:
            thread.start()
        self._until_saved()
        # What was seen before the fault says nothing about it.
        self.kept, self.anew, self.curator = Seen(), Seen(), Seen()
        self.saved_before = len(self.acknowledged)

    def _until_saved(self):
        """The curator has begun: one draft at least is saved, where one writes."""
        end = time.monotonic() + 90
        while len(self._threads) > READERS and not self.acknowledged and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(2)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)
        self.errors += ["a visitor still waits for an answer" for thread in self._threads if thread.is_alive()]

    def _read_kept(self):
        self._asking(lambda: self.kept, lambda: random.choice(KEPT))

    def _read_anew(self):
        sorts, sectors = ("title", "newest", "recently-updated"), ("public", "private", "third")
        self._asking(lambda: self.anew, lambda: _anew(random.choice(sorts), random.choice(sectors)))

    def _asking(self, seen, address):
        with shape.client() as session:
            while not self._stop.is_set():
                self._ask(session, seen, address())
                time.sleep(PAUSE)

    def _ask(self, session, seen, address):
        started, is_other = time.monotonic(), False
        try:
            answer = self._answer(session, seen, address)
            status = answer.status_code
            is_other = status == 200 and digest(answer) != self._bodies.get(address, digest(answer))
        except httpx.HTTPError:
            status = 0
        except Exception as error:  # a reader that ends in silence would look like one who has nothing to complain of
            status = 0
            self.errors.append(repr(error))
        seen().add(status, time.monotonic() - started, is_other)

    def _answer(self, session, seen, address):
        """As browsers ask: once more, if the proxy ended an idle connection just when it was used (RFC 9112, 9.3.1)."""
        try:
            return session.get(address)
        except httpx.RemoteProtocolError as error:
            if "without sending a response" not in str(error):
                raise
            seen().again += 1
            return session.get(address)

    def _write(self):
        with shape.client() as session:
            signed_in = False
            while not self._stop.is_set():
                started = time.monotonic()
                try:
                    signed_in = signed_in or sign_in(session) == 302
                    # Whoever is refused for guessing does not become less suspect by asking on.
                    time.sleep(0 if signed_in else 3)
                    slug = f"draft-{uuid.uuid4().hex[:12]}"
                    status = add_draft(session, slug) if signed_in else 0
                    if status == 302:
                        self.acknowledged.append(slug)
                    elif status in (401, 403):
                        signed_in = False
                except httpx.HTTPError:
                    status = 0
                except Exception as error:  # as above
                    status = 0
                    self.errors.append(repr(error))
                self.curator.add(status, time.monotonic() - started)
                time.sleep(PAUSE)


def _anew(sort, sector):
    return ANEW.format(sort=sort, sector=sector) + f"&q=number+{random.randrange(10**9)}"


def digest(answer: httpx.Response) -> str:
    """A checksum of the body, without what a form makes anew each time."""
    return hashlib.sha256(answer.content).hexdigest()


def sign_in(session: httpx.Client, password: str = shape.PASSWORD, name: str = "prove") -> int:
    """The status of an attempt; 302 is success."""
    page = session.get("/admin/login/")
    if page.status_code != 200:
        return page.status_code
    form = {"login": name, "password": password, "csrfmiddlewaretoken": session.cookies.get("__Host-csrftoken", "")}
    return session.post("/admin/login/", data=form, headers={"Referer": f"{shape.ADDRESS}/admin/login/"}).status_code


def add_draft(session: httpx.Client, slug: str) -> int:
    """The status of saving a new theme; 302 says that it is saved."""
    address = "/admin/seminars/theme/add/"
    page = session.get(address)
    if page.status_code != 200:
        return 401 if page.status_code == 302 else page.status_code
    form = sent_form(SimpleNamespace(content=page.content)) | {"title": [slug], "slug": [slug], "_save": ["Save"]}
    answer = session.post(address, data=form, headers={"Referer": shape.ADDRESS + address})
    # Whose session ended meanwhile is sent to sign in, which saves nothing.
    return 401 if "/login/" in answer.headers.get("Location", "") else answer.status_code


@contextmanager
def watched(writes: bool = True) -> Iterator[Watch]:
    found = Watch(writes)
    found.start()
    try:
        yield found
    finally:
        found.stop()

"""Which database servers answer: the primary, and the streaming replica that copies it, where there is one?"""

import logging
import threading
import time
from collections import deque

from django.conf import settings
from django.db import connections

from collabfutures.curation.database.faults import ERRORS, deadline, is_over_its_time
from collabfutures.curation.database.reading import PRIMARY, REPLICA, read_from
from collabfutures.curation.versions import ContentVersion

log = logging.getLogger(__name__)
# Who says nothing for so long hangs. A server that refuses does so at once, and costs nobody any time.
SECONDS = 1.0
# An opinion as old as this is none: the thread that looks may have been held up itself.
OLD_SECONDS = 15.0
Version = tuple[int, str]
# What a server shows that lives, while a migration holds the version.
HELD: Version = (-1, "")


class Watch:
    """What this process knows of the servers, from a look each second that no request waits for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.forget()

    def forget(self) -> None:
        """Everything is well until a look says otherwise."""
        self.hanging: frozenset[str] = frozenset()
        self.away: frozenset[str] = frozenset()
        self.lagging = False
        self._looked = time.monotonic()
        # (when the primary first said so, what it said)
        self._said: deque[tuple[float, Version]] = deque(maxlen=1_000)

    def order(self, own_writes: bool = False) -> list[str]:
        """The servers to read from, the best first; none of those that hang.

        Whoever wrote sees what was written (`own_writes`): they ask the replica only where the primary is away.
        """
        self._begin()
        if time.monotonic() - self._looked > OLD_SECONDS:
            return list(aliases())
        first = PRIMARY if own_writes or self.lagging else REPLICA
        found = sorted(aliases(), key=lambda alias: (alias in self.away, alias != first))
        return [alias for alias in found if alias not in self.hanging]

    def takes_writes(self) -> bool:
        """Whether the primary answered when it was looked at last."""
        return PRIMARY not in self.away or time.monotonic() - self._looked > OLD_SECONDS

    def look(self) -> None:
        """Asks each server for the version it shows."""
        said, slow = {}, set()
        for alias in aliases():
            started = time.monotonic()
            said[alias] = version(alias)
            if said[alias] is None and time.monotonic() - started >= SECONDS:
                slow.add(alias)
        self.away = frozenset(alias for alias, found in said.items() if found is None)
        self.hanging, self.lagging = frozenset(slow), self._lags(said[PRIMARY], said.get(REPLICA))
        self._looked = time.monotonic()

    def _lags(self, primary: Version | None, replica: Version | None) -> bool:
        """Whether the replica does not show what the primary said REPLICA_LAG_SECONDS ago. By what was published, not
        by the log of the server: that one seems to stand still where nothing comes through any more."""
        if primary is None or replica is None or HELD in (primary, replica):
            return False
        now = time.monotonic()
        if not self._said or self._said[-1][1] != primary:
            self._said.append((now, primary))
        while len(self._said) > 1 and self._said[1][0] <= now - settings.REPLICA_LAG_SECONDS:
            self._said.popleft()
        since, (number, epoch) = self._said[0]
        shows = replica[1] == epoch and replica[0] >= number
        is_newer = epoch != primary[1] == replica[1]
        return since <= now - settings.REPLICA_LAG_SECONDS and not shows and not is_newer

    def _begin(self) -> None:
        """Starts to look, once a process: a thread that was started before the process was forked would be none."""
        if self._thread is None and settings.WATCH_SECONDS and self._lock.acquire(blocking=False):
            self._thread = threading.Thread(target=self._look_on, daemon=True)
            self._thread.start()

    def _look_on(self) -> None:
        while True:
            before = self.away, self.lagging
            self.look()
            if (self.away, self.lagging) != before:
                log.warning("Database servers: away %s, replica behind: %s", sorted(self.away) or "none", self.lagging)
            time.sleep(settings.WATCH_SECONDS)


def aliases() -> tuple[str, ...]:
    """The servers there are."""
    return (REPLICA, PRIMARY) if REPLICA in settings.DATABASES else (PRIMARY,)


def version(alias: str) -> Version | None:
    """The content version that a server shows; None if it says nothing in time."""
    try:
        with read_from(alias), deadline(SECONDS):
            return ContentVersion.now()
    except ERRORS as error:
        if is_over_its_time(error):
            return HELD
        connections[alias].close()
        return None


watch = Watch()

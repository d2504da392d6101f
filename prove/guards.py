"""`make prove GUARDS=off`: each fault with its guard taken out. A fault that is green even so proves nothing.

What is taken out stands in the files of the shape as it is installed (or, for an upgrade, in those that install it),
and is put back afterwards.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prove import shape

RELEASE = shape.HERE / "current"
CURATION = "collabfutures/curation"


@dataclass(frozen=True)
class Guard:
    """A text in a file, and what stands there when the guard is gone."""

    path: Path
    text: str
    without: str

    def take_out(self) -> None:
        written = self.path.read_text()
        if written.count(self.text) != 1:
            raise RuntimeError(f"{self.path} has {self.text!r} {written.count(self.text)} times")
        self.path.write_text(written.replace(self.text, self.without))

    def __str__(self) -> str:
        return f"`{self.path.name}`: `{self.text}` → `{self.without}`"


def ours(path: str, text: str, without: str) -> Guard:
    return Guard(RELEASE / path, text, without)


def served(name: str, text: str, without: str) -> Guard:
    return Guard(shape.HERE / name, text, without)


TOLD = ours(f"{CURATION}/database/faults.py", "if isinstance(error, ERRORS) else None", "if False else None")
STALE = served("site.conf", "error timeout http_500 http_502 http_503 http_504;", "off; # use_stale")
AGAIN = served("share/proxy.conf", "proxy_next_upstream error timeout;", "proxy_next_upstream off;")
DEADLINE = ours(f"{CURATION}/database/faults.py", 'vendor != "postgresql":', 'vendor != "nothing":')
CHOICE = ours(f"{CURATION}/responses/servers.py", "watch.order(own_writes=_may_have_written(request))", '["default"]')
HOSTILE = ours(f"{CURATION}/responses/refusals.py", 'if "%00" in query or any(', "if False and any(")
HEALTH = f"{CURATION}/database/health.py"
# {fault: what is taken out}
GUARDS: dict[str, list[Guard]] = {
    "slow_clients": [served("share/proxy.conf", "proxy_request_buffering on", "proxy_request_buffering off")],
    "floods": [served("share/edge.conf", "client_max_body_size 64k", "client_max_body_size 0")],
    "headers": [served("share/headers.conf", "add_header Referrer-Policy $referrer always;", "")],
    "brute_force": [
        ours("collabfutures/settings.py", '{"login_failed": "20/5m/ip,5/5m/key"}', "False"),
        served("site.conf", "rate=30r/m", "rate=3000r/s"),
    ],
    "restarted": [TOLD, STALE],
    "hung": [DEADLINE],
    "away": [TOLD],
    "read_only": [TOLD],
    # A thread keeps its connection, and needs none anew.
    "no_connection": [TOLD, ours("collabfutures/settings.py", '"CONN_MAX_AGE": CONN_MAX_AGE', '"CONN_MAX_AGE": 0')],
    "disk_full": [TOLD],
    "restored": [STALE],
    "clock_jumps": [
        ours(
            f"{CURATION}/following/position.py",
            "        return cls(int(number))",
            "        return cls._before(datetime.now(UTC))",
        )
    ],
    "bombs": [
        ours(f"{CURATION}/sheets/reading.py", "is_bomb = len(parts) > MOST_PARTS or sum(", "is_bomb = False and sum(")
    ],
    "memory": [ours(f"{CURATION}/responses/kept.py", "self._bytes > self.most_bytes:", "self._bytes > 10**12:")],
    "worker_killed": [AGAIN],
    "workers_killed": [STALE, AGAIN],
    "reloaded": [ours("deploy/gunicorn.conf.py", "graceful_timeout = 30", "graceful_timeout = 0")],
    "upgraded": [Guard(Path("deploy/steps.sh"), "|| how=reload", "|| how=restart")],
    "migration_killed": [ours(HEALTH, "names = _missing(alias)", "names = []")],
    "primary_lost": [CHOICE],
    "primary_hung": [CHOICE],
    "replica_lost": [ours(f"{CURATION}/responses/servers.py", "if response.status_code != 503:", "if True:")],
    "replica_behind": [
        ours(
            f"{CURATION}/database/servers.py",
            "if primary is None or replica is None or HELD in (primary, replica):",
            "if True:",
        )
    ],
    "hostile": [HOSTILE],
    "sqlite_killed": [
        ours(
            "collabfutures/settings.py",
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;",
        ),
        STALE,
        AGAIN,
    ],
    # SQLite minds no NUL; a moment that is none is nothing to either engine.
    "sqlite_hostile": [ours(f"{CURATION}/following/position.py", "except ValueError:", "except KeyError:")],
    "sqlite_restored": [
        ours(
            f"{CURATION}/management/commands/restore.py", 'call_command("rebuild_search"', 'dict(name="rebuild_search"'
        )
    ],
    "canaries": [
        ours(f"{CURATION}/pages/sitemaps.py", 'objects.published().order_by("pk")', '_base_manager.order_by("pk")')
    ],
    "under_a_path": [Guard(Path("deploy/proxy.conf"), 'SCRIPT_NAME "@URL_PREFIX@"', 'SCRIPT_NAME ""')],
    "limited": [Guard(Path("deploy/nginx.conf"), "zone=pages:10m rate=@PAGES_RATE@", "zone=pages:10m rate=5000r/s")],
    # Measurements: nothing guards but the size of what there is.
    "small": [],
    "tried_beside": [],
    "redis_lost": [ours(f"{CURATION}/database/faults.py", "psycopg.Error, RedisError)", "psycopg.Error)")],
    "index_corrupted": [
        ours(f"{CURATION}/index/files.py", "(OSError, EOFError, BadZipFile, ValueError, KeyError)", "(EOFError)")
    ],
    "search_lost": [ours(HEALTH, "if _out_of_step() else [])", "if False else [])")],
}


@contextmanager
def without_guard(name: str) -> Iterator[None]:
    """The shape as it would be without what guards it against this fault."""
    as_written = {guard.path: guard.path.read_text() for guard in GUARDS[name]}
    try:
        for guard in GUARDS[name]:
            guard.take_out()
        _restart()
        yield
    finally:
        for path, text in as_written.items():
            path.write_text(text)
        _restart()


def _restart():
    # What the proxy keeps was said by the code as it was before; a release would have had other tags.
    shutil.rmtree(shape.HERE / "state/answers", ignore_errors=True)
    shape.here("restart")
    shape.wait_until_ready()

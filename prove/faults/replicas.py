"""A primary that dies or hangs while a streaming replica goes on, and a replica that dies or falls behind."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from prove import shape
from prove.fault import Outcome, fault, going_on
from prove.watching import Watch, add_draft, sign_in


@fault("With a replica: the primary is stopped for twenty seconds")
def primary_lost(outcome: Outcome) -> None:
    with _with_replica(outcome) as (watch, session):
        shape.database("stop", "--mode", "immediate")
        time.sleep(3)
        _is_read_only(outcome, session)
        time.sleep(17)
        shape.database("start", "--wait")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


@fault("With a replica: the primary hangs for twenty seconds (SIGSTOP)")
def primary_hung(outcome: Outcome) -> None:
    with _with_replica(outcome) as (watch, session):
        stopped = shape.servers()
        shape.kill(stopped, signal.SIGSTOP)
        try:
            time.sleep(6)
            _is_read_only(outcome, session)
            time.sleep(14)
        finally:
            shape.kill(stopped, signal.SIGCONT)
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


@fault("With a replica: the replica is stopped for ten seconds, and then hangs for ten")
def replica_lost(outcome: Outcome) -> None:
    with _with_replica(outcome) as (watch, _):
        shape.database("stop", "--mode", "immediate", data="replica")
        time.sleep(10)
        shape.database("start", "--wait", data="replica")
        time.sleep(3)
        stopped = shape.servers("replica")
        shape.kill(stopped, signal.SIGSTOP)
        time.sleep(10)
        shape.kill(stopped, signal.SIGCONT)
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")
    outcome.hold(watch.curator.failed == 0, f"{watch.curator.failed} saves failed")


@fault("With a replica: it falls behind while a title is changed")
def replica_behind(outcome: Outcome) -> None:
    slug = shape.sql("SELECT slug FROM seminars_theme WHERE state = 'published' ORDER BY slug LIMIT 1")
    marked = f"behind {time.time_ns()}"
    # An address for each time: the proxy may keep an answer for a second.
    addresses = iter([f"/api/v1/themes/?q={marked}&page_size={size}" for size in (10, 50, 100)])
    with _with_replica(outcome, unchanged=False) as (watch, session):
        shape.sql("SELECT pg_wal_replay_pause()", replica=True)
        before = shape.sql(f"SELECT title FROM seminars_theme WHERE slug = '{slug}'")
        shape.sql(f"UPDATE seminars_theme SET title = '{marked}' WHERE slug = '{slug}'")
        outcome.hold(marked in session.get(next(addresses)).text, "a curator did not see what was saved")
        with shape.client() as reader:
            outcome.hold(marked not in reader.get(next(addresses)).text, "the replica was not behind")
            time.sleep(14)
            outcome.hold(marked in reader.get(next(addresses)).text, "readers saw an old page after 14 s")
        shape.sql(f"UPDATE seminars_theme SET title = '{before}' WHERE slug = '{slug}'")
        shape.sql("SELECT pg_wal_replay_resume()", replica=True)
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


@contextmanager
def _with_replica(outcome: Outcome, unchanged: bool = True) -> Iterator[tuple[Watch, httpx.Client]]:
    """The visitors, and a curator who signed in while all was well."""
    with shape.with_replica(), shape.client() as session:
        outcome.hold(sign_in(session) == 302, "nobody could sign in")
        with going_on(outcome, unchanged=unchanged) as watch:
            # Who has asked in the last minutes has nothing to be noted.
            session.get("/admin/")
            yield watch, session


def _is_read_only(outcome, session):
    page = session.get("/admin/seminars/theme/")
    outcome.hold(page.status_code == 200 and "Read-only for now" in page.text, f"the desk was {page.status_code}")
    outcome.hold(add_draft(session, "not-to-be-saved") == 503, "a save was not refused")
    probe = session.get("/readyz")
    outcome.hold(probe.status_code == 200 and "nothing can be saved" in probe.text, f"the probe said {probe.text!r}")

"""The small site: SQLite, one worker of four threads, 512 MB. Killed, asked hostile things, lost and restored."""

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prove import shape
from prove.fault import Outcome, fault, going_on
from prove.faults.lasting import MB, brief_of_ten, varied
from prove.faults.processes import kill_in_writes
from prove.faults.requests import ask_hostile
from prove.group import memory_group

BASE, BACKUPS = shape.HERE / "state" / "small.sqlite3", shape.HERE / "state" / "copies"
SETTINGS = f"DATABASE_URL=sqlite:///{BASE}\nBACKUPS={BACKUPS}\nWEB_WORKERS=1\nWEB_THREADS=4\nKEPT_BYTES=16000000\n"
LIMIT = 512 * 1024 * 1024


@fault("SQLite: the worker is killed in the middle of writes, twenty times")
def sqlite_killed(outcome: Outcome) -> None:
    with _on_sqlite(), going_on(outcome, cut=True) as watch:
        kill_in_writes(watch)
    outcome.hold(len(watch.acknowledged) >= 20, "the curator did not get twenty drafts saved")


@fault("SQLite: 10,000 hostile values")
def sqlite_hostile(outcome: Outcome) -> None:
    with _on_sqlite():
        ask_hostile(outcome)


@fault("SQLite: the newest copy is put back after the database was deleted")
def sqlite_restored(outcome: Outcome) -> None:
    with _on_sqlite(), shape.client() as session:
        shape.manage("backup")
        before = session.get("/api/v1/findings/")
        shape.here("stop-workers")
        for file in BASE.parent.glob(f"{BASE.name}*"):
            file.unlink()
        started = time.monotonic()
        shape.manage("restore", "--yes")
        shape.here("start")
        shape.wait_until_ready()
        outcome.recovered = time.monotonic() - started
        after = session.get("/api/v1/findings/?page=1")
        outcome.hold(after.json()["results"] == before.json()["results"], "the list is not what it was")
        again = session.get("/api/v1/findings/", headers={"If-None-Match": before.headers["ETag"]})
        outcome.hold(again.status_code == 200, "a tag from before is true after a restore")
        outcome.public = "the site was stopped; what is older than the last copy (each five minutes) is back"


@fault("SQLite, one worker, 512 MB of memory: 2,000 varied requests, 20 documents, a curator")
def small(outcome: Outcome) -> None:
    with _on_sqlite():
        shape.here("stop-workers")
        started = time.monotonic()
        shape.here("start")
        shape.wait_until_ready()
        cold, idle = time.monotonic() - started, shape.resident() + shape.memory(shape.master(), "VmRSS")
        with _limited(outcome), going_on(outcome), shape.client() as session:
            rng, brief = random.Random(5), brief_of_ten(session)
            statuses = {session.get(varied(rng)).status_code for _ in range(2_000)}
            statuses |= {session.get(f"{brief}&format=pdf&brief_title={number}").status_code for number in range(20)}
            outcome.hold(statuses == {200}, f"answers were {statuses}")
            most = shape.memory(shape.workers()[0], "VmHWM")
    outcome.public += f". Cold start {cold:.1f} s; idle {idle / MB:.0f} MB with the master; at most {most / MB:.0f} MB"


@contextmanager
def _limited(outcome):
    """The processes of the site in a group that may hold 512 MB."""
    try:
        group = memory_group()
        group.hold((shape.master(), *shape.workers()), LIMIT)
    except OSError as error:
        outcome.hold(False, f"no group of processes can be limited here: {error}")
        yield
        return
    yield
    outcome.public += f". Memory was asked for beyond the limit {group.refused()} times"


@contextmanager
def _on_sqlite() -> Iterator[None]:
    """The shape with a database in a file; its PostgreSQL runs on unasked."""
    path = shape.HERE / "settings.env"
    written = path.read_text()
    path.write_text(written + SETTINGS)
    try:
        BACKUPS.mkdir(exist_ok=True)
        shutil.chown(BACKUPS, BASE.parent.owner(), BASE.parent.group())
        for command in ("migrate", "load_series"):
            shape.manage(command)
        shape.make_curator()
        shape.here("restart")
        shape.wait_until_ready()
        yield
    finally:
        path.write_text(written)
        shape.here("restart")
        shape.wait_until_ready()

"""The next release under traffic, the one after it, the way back; and a migration that is killed half way.

The releases are invented: a column comes with one and goes with the other, on a table that is in use meanwhile.
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prove import shape
from prove.fault import Outcome, fault, going_on

NEXT = shape.HERE.parent / f"{shape.HERE.name}-next"
MIGRATIONS = Path("collabfutures/signin/migrations")
TEXT = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("signin", "{before}")]
    operations = [migrations.RunSQL({statement!r})]
"""
COMES = "ALTER TABLE seminars_theme ADD COLUMN of_prove varchar(10) NOT NULL DEFAULT ''"
GOES = "ALTER TABLE seminars_theme DROP COLUMN of_prove"
SLOW = "SELECT pg_sleep(20)"


@fault("Two releases under traffic, by which a column comes and goes, and the way back")
def upgraded(outcome: Outcome) -> None:
    with _next() as release, going_on(outcome) as watch:
        release("0002_prove_comes", "0001_cache_table", COMES)
        shape.run("deploy/install.sh", "--here", str(shape.HERE))
        release("0003_prove_goes", "0002_prove_comes", GOES)
        shape.run("deploy/install.sh", "--here", str(shape.HERE))
    _forget()
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")
    outcome.hold(watch.curator.failed == 0, f"{watch.curator.failed} saves failed")


@fault("A migration is killed half way, and run again")
def migration_killed(outcome: Outcome) -> None:
    with _next(install=False) as release, going_on(outcome) as watch:
        release("0002_prove_slow", "0001_cache_table", SLOW)
        begun = subprocess.Popen(
            [f"{NEXT}/deploy/install.sh", "--here", str(shape.HERE)],
            env={**shape.os.environ, **shape.PORTS, **shape.OPEN},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _until(lambda: shape.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'") != "0")
        subprocess.run(["pkill", "-9", "-f", "manage.py migrate"], check=False)
        begun.wait(60)
        with shape.client() as session:
            outcome.hold("riggers" in session.get("/readyz").text, "/readyz did not miss the triggers")
        shape.run("deploy/install.sh", "--here", str(shape.HERE))
    _forget()
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


@contextmanager
def _next(install: bool = True) -> Iterator:
    """Makes a commit with one more migration in a tree of its own, and installs it."""
    _git("worktree", "add", "--detach", "--force", str(NEXT), "HEAD")

    def release(name: str, before: str, statement: str) -> None:
        (NEXT / MIGRATIONS / f"{name}.py").write_text(TEXT.format(before=before, statement=statement))
        _git("-C", str(NEXT), "add", "--all")
        _git("-C", str(NEXT), "-c", "user.name=prove", "-c", "user.email=prove@localhost", "commit", "-qm", name)
        if install:
            shape.run(f"{NEXT}/deploy/install.sh", "--here", str(shape.HERE))

    try:
        yield release
    finally:
        _git("worktree", "remove", "--force", str(NEXT))


def _git(*arguments):
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def _until(holds, seconds=120.0):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.2)


def _forget():
    """The invented migrations were never there."""
    shape.sql("DELETE FROM django_migrations WHERE name LIKE '%prove%'")
    shape.sql("ALTER TABLE seminars_theme DROP COLUMN IF EXISTS of_prove")

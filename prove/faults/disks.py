"""A disk that has no room left, and a restore while readers go on."""

import os
import subprocess
import time
from contextlib import contextmanager

from prove import shape
from prove.fault import Outcome, fault, going_on

# So many MB are left on the small disk when the site runs.
LEFT = 120


@fault("The disk of PostgreSQL is full for ten seconds: it goes down, and comes back when there is room")
def disk_full(outcome: Outcome) -> None:
    if os.geteuid():
        outcome.hold(False, "a small disk is made by root alone")
        return
    with _small_disk() as disk, going_on(outcome):
        filler = disk / "filler"
        subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=1M"], check=False, capture_output=True)
        # The next segment of the log does not fit.
        shape.sql("SELECT pg_switch_wal()", check=False)
        time.sleep(10)
        filler.unlink()
        shape.database("restart", "--mode", "immediate", "--wait", check=False)
        shape.database("start", "--wait", check=False)


@contextmanager
def _small_disk():
    """The files of the database on a disk of their own meanwhile."""
    files, aside = shape.HERE / "pg", shape.HERE / "pg.large"
    shape.here("stop")
    taken = int(subprocess.run(["du", "-sm", str(files)], check=True, capture_output=True, text=True).stdout.split()[0])
    files.rename(aside)
    files.mkdir()
    size = f"size={taken + LEFT}m,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(files)], check=True)
    subprocess.run(["cp", "-a", f"{aside}/.", str(files)], check=True)
    try:
        shape.here("start")
        shape.wait_until_ready()
        yield files
    finally:
        shape.here("stop")
        # What was written meanwhile is kept: the files as they are now.
        subprocess.run(["rm", "-rf", str(aside)], check=True)
        subprocess.run(["cp", "-a", f"{files}/.", str(aside)], check=True)
        subprocess.run(["umount", str(files)], check=True)
        files.rmdir()
        aside.rename(files)
        shape.here("start")
        shape.wait_until_ready()


@fault("The newest backup is restored while readers go on")
def restored(outcome: Outcome) -> None:
    shape.run("deploy/backup.sh", "--here", str(shape.HERE))
    with going_on(outcome, writes=False):
        shape.sql("SELECT pg_switch_wal()")
        time.sleep(2)
        shape.run("deploy/restore.sh", "--here", str(shape.HERE))

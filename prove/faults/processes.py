"""Workers that die, one or all, and workers that are replaced."""

import random
import time

from prove import shape
from prove.fault import Outcome, fault, going_on
from prove.watching import Watch


@fault("A worker is killed, each second for ten seconds")
def worker_killed(outcome: Outcome) -> None:
    with going_on(outcome) as watch:
        for _ in range(10):
            shape.kill([random.choice(shape.workers())])
            time.sleep(1)
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


@fault("All workers are killed in the middle of writes, twenty times")
def workers_killed(outcome: Outcome) -> None:
    with going_on(outcome, cut=True) as watch:
        kill_in_writes(watch)
    outcome.hold(len(watch.acknowledged) >= 20, "the curator did not get twenty drafts saved")


def kill_in_writes(watch: Watch) -> None:
    """Twenty times, each as soon as a draft was saved after the last."""
    for _ in range(20):
        before = len(watch.acknowledged)
        shape.kill(shape.workers())
        _until(lambda before=before: len(watch.acknowledged) > before)


@fault("The code is loaded anew under traffic (HUP), three times")
def reloaded(outcome: Outcome) -> None:
    with going_on(outcome) as watch:
        for _ in range(3):
            shape.here("reload")
            time.sleep(5)
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")
    outcome.hold(watch.curator.failed == 0, f"{watch.curator.failed} saves failed")


def _until(holds, seconds=30.0):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)

"""`make load`: readers, curators and an import at the same time, for ten minutes (SECONDS).

Errors have to be none; it states the 95th percentile of each class of address, and the memory of the workers in the
third minute and in the last. The import takes the folder GTR, again and again, and publishes what it brought.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import quantiles

import httpx

from prove import report, shape
from prove.watching import add_draft, sign_in

SECONDS = int(os.environ.get("SECONDS", "600"))
GTR = os.environ.get("GTR", "../shared/gtr/xml")
READERS, CURATORS, PAUSE = 6, 2, 0.1
WORDS = ("trust", "power", "learning", "money", "health", "partner", "policy", "research")
SECTORS = ("public", "private", "third")


def _words(rng):
    return f"{rng.choice(WORDS)}+{rng.choice(WORDS)}+{rng.randrange(10**6)}"


# {class of address: an address of it that nobody asked for yet, or one that many ask for}
CLASSES: dict[str, Callable[[random.Random], str]] = {
    "home, kept": lambda rng: "/",
    "list, kept": lambda rng: rng.choice(("/findings/", "/themes/", "/barriers/")),
    "list, filtered": lambda rng: (
        f"/findings/?sector={rng.choice(SECTORS)}&q={rng.choice(WORDS)}+{rng.randrange(10**6)}"
    ),
    "search": lambda rng: f"/search/?q={_words(rng)}",
    "map": lambda rng: f"/map/?sector={rng.choice(SECTORS)}",
    "record": lambda rng: "/findings/several-discourses/",
    "API, list": lambda rng: f"/api/v1/findings/?q={_words(rng)}",
    "API, with facets": lambda rng: f"/api/v1/impact-records/?facets=all&q={rng.randrange(10**6)}",
    "CSV": lambda rng: f"/api/v1/findings/?format=csv&page=all&sector={rng.choice(SECTORS)}",
    "feed": lambda rng: "/feed/",
}


class Load:
    """What everybody met until it was over."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.saved = self.imports = 0
        self.held: list[tuple[float, int]] = []
        self._end = time.monotonic() + SECONDS
        self._began = time.monotonic()

    def is_over(self) -> bool:
        return time.monotonic() > self._end

    def go_on(self) -> None:
        jobs = [self._read] * READERS + [self._write] * CURATORS + [self._bring, self._weigh]
        threads = [threading.Thread(target=job, args=[number]) for number, job in enumerate(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _read(self, number):
        rng = random.Random(number)
        with shape.client() as session:
            while not self.is_over():
                name = rng.choice(list(CLASSES))
                self._timed(name, session, CLASSES[name](rng))
                time.sleep(PAUSE)

    def _timed(self, name, session, address):
        started = time.monotonic()
        try:
            status = session.get(address).status_code
        except httpx.HTTPError as error:
            status = repr(error)
        self.seconds[name].append(time.monotonic() - started)
        if status != 200:
            self.errors.append(f"{address}: {status}")

    def _write(self, number):
        with shape.client() as session:
            if sign_in(session) != 302:
                self.errors.append("nobody could sign in")
            while not self.is_over():
                started = time.monotonic()
                status = add_draft(session, f"load-{number}-{time.time_ns()}")
                self.seconds["desk, a draft saved"].append(time.monotonic() - started)
                self.saved += status == 302
                if status != 302:
                    self.errors.append(f"a draft: {status}")
                time.sleep(5 * PAUSE)

    def _bring(self, number):
        while not self.is_over():
            try:
                shape.manage("import_gtr", os.path.abspath(GTR))
                shape.manage("publish", "impactrecord", "--together", "--yes")
                self.imports += 1
            except (RuntimeError, subprocess.SubprocessError) as error:
                self.errors.append(f"import: {error}"[:300])
            time.sleep(1)

    def _weigh(self, number):
        while not self.is_over():
            self.held.append((time.monotonic() - self._began, shape.resident()))
            time.sleep(2)

    def memory(self, begin: float, end: float) -> float:
        """Megabytes of all workers, on average between two seconds of the test."""
        found = [size for at, size in self.held if begin <= at <= end]
        return sum(found) / max(1, len(found)) / 1e6


def main() -> int:
    shape.install()
    load = Load()
    load.go_on()
    third, last = load.memory(150, 210), load.memory(SECONDS - 60, SECONDS)
    asked = sum(map(len, load.seconds.values()))
    told = [
        f"{SECONDS} s, {READERS} readers, {CURATORS} curators, one import: {asked:,} requests, {load.saved} drafts, "
        f"{load.imports} imports of {GTR} and publications; **{len(load.errors)} errors** {load.errors[:3] or ''}.",
        f"Workers held {third:.0f} MB in minute 3, {last:.0f} MB in the last ({100 * last / third - 100:+.1f} %).",
        "",
        "| class | asked | median, ms | p95, ms | slowest, ms |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(_row(name, found) for name, found in load.seconds.items()),
    ]
    print("\n".join(told))
    report.put(report.LOAD, told)
    shape.here("stop")
    shape.stop_redis()
    return len(load.errors) + (abs(last / third - 1) > 0.05)


def _row(name, seconds):
    cut = quantiles(seconds, n=20)
    return f"| {name} | {len(seconds):,} | {1000 * cut[9]:.0f} | {1000 * cut[18]:.0f} | {1000 * max(seconds):.0f} |"


if __name__ == "__main__":
    sys.exit(min(1, main()))

"""What the site keeps beside its tables: counts in Redis, read indexes in files, rows of the search."""

import time

from prove import shape
from prove.fault import Outcome, fault, going_on
from prove.watching import sign_in


@fault("Redis is away for ten seconds")
def redis_lost(outcome: Outcome) -> None:
    try:
        with going_on(outcome) as watch:
            shape.stop_redis()
            with shape.client() as session:
                outcome.hold(sign_in(session) in (302, 503), "signing in was neither done nor refused with a time")
            time.sleep(10)
            shape.start_redis()
    finally:
        shape.start_redis()
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


@fault("Every file of the read index is overwritten with noise, and the workers begin anew")
def index_corrupted(outcome: Outcome) -> None:
    folder = shape.HERE / "state" / "index"
    for path in folder.iterdir():
        path.unlink()
    # The kinds of this base are small: have their indexes be kept in files, as those of large ones are.
    with shape.with_settings("INDEX_AT_ONCE=0\n"), going_on(outcome) as watch:
        outcome.hold(_is_kept(folder), "there was no file to overwrite")
        # Each worker writes the files once; the second one would put its own in the place of the noise.
        time.sleep(15)
        for path in folder.iterdir():
            path.write_bytes(b"\x00\xff" * 5_000)
        shape.here("reload")
        outcome.hold(_is_kept(folder), "the index was not read anew: every list is answered without it")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")


def _is_kept(folder):
    """Whether the index of findings, for which the watchers ask, comes to be in a file that can be read."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if any(path.read_bytes().startswith(b"PK") for path in folder.glob("finding-*.npz")):
            return True
        time.sleep(0.5)
    return False


def _is_told():
    end = time.monotonic() + 70
    with shape.client() as session:
        while time.monotonic() < end:
            if "earch rows" in session.get("/readyz").text:
                return True
            time.sleep(1)
    return False


@fault("The rows of the search are deleted, and made anew by rebuild_search")
def search_lost(outcome: Outcome) -> None:
    with going_on(outcome) as watch:
        shape.sql("DELETE FROM curation_searchrow WHERE kind = 'findings.finding'")
        outcome.hold(_is_told(), "/readyz did not say so within 70 s")
        shape.manage("rebuild_search")
    outcome.hold(watch.anew.failed == 0, f"{watch.anew.failed} new answers failed")
    found = shape.client().get("/api/v1/findings/?q=discourses&count=only").json()
    outcome.hold(found["count"] > 0, "the search finds nothing after it was rebuilt")

"""How soon do four processes show an edit? `python -m bench.followers` on the database that DATABASE_URL names.

Each edit is a save of one finding here; each process is then asked for that finding and for the list under a filter,
again and again until it shows the edit. Seconds until all four do, and whether any of them read its tables anew.
"""

import os
import time
from contextlib import ExitStack

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
os.environ.setdefault("ENVIRONMENT", "development")
django.setup()

import orjson  # noqa: E402

from bench.client import Line  # noqa: E402
from bench.database import wait_until_ready  # noqa: E402
from bench.servers import serving, site  # noqa: E402
from findings.models import Finding  # noqa: E402
from seminars.models import Theme  # noqa: E402

PORTS, EDITS = (8111, 8112, 8113, 8114), 20


def until_seen(port: int, slug: str, number: int, theme: str) -> float:
    """Seconds until a process gives the finding with its new title, and in a list of the theme that it has now."""
    start, line = time.perf_counter(), Line(port)
    while True:
        found = orjson.loads(line.get(f"/api/v1/findings/?theme={theme}&page_size=10&sort=recently-updated")[1])
        if any(each["slug"] == slug and each["title"] == f"Edited {number}" for each in found["results"]):
            return time.perf_counter() - start
        if time.perf_counter() - start > 60:
            raise SystemExit(f"The process on {port} did not show the edit in a minute.")


def main() -> None:
    with ExitStack() as stack:
        for port in PORTS:
            stack.enter_context(serving(site("collabfutures.wsgi", port), port, os.environ["DATABASE_URL"]))
        for port in PORTS:
            wait_until_ready(port)
            Line(port).get("/api/v1/findings/")
        took, themes = [], list(Theme.objects.published()[:EDITS])
        for number, finding in enumerate(Finding.objects.published().order_by("pk")[:EDITS]):
            # One that it does not have yet, whatever an earlier run left.
            theme = next(each for each in themes if each not in finding.themes.all())
            finding.title = f"Edited {number}"
            finding.save()
            finding.themes.set([theme])
            took.append([until_seen(port, finding.slug, number, theme.slug) for port in PORTS])
    worst = [max(each) for each in took]
    print(
        f"{EDITS} edits, seen by all {len(PORTS)} processes after {sorted(worst)[EDITS // 2]:.3f} s (median), ", end=""
    )
    print(f"{max(worst):.3f} s (most)")


if __name__ == "__main__":
    main()

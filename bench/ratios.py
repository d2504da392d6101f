"""How fast is this site beside an ordinary DRF site and Datasette? `python -m bench.ratios 10000`, or `make bench`.

Fills a database of its own (DATABASE_URL says on which engine; on PostgreSQL its name ends in `_ratios`), starts the
three on it, each one process with two threads, compares what they say, and measures them in turn. The figures are
answers a second, medians of so many rounds (ROUNDS, five).
"""

import itertools
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
os.environ.setdefault("ENVIRONMENT", "development")
os.environ["STATEMENT_TIMEOUT_MS"] = "0"

from bench import database
from bench.client import Line, rate
from bench.servers import datasette, serving, site

ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "5")), float(os.environ.get("SECONDS", "2"))
SECTORS, DISCOURSES = (
    ("public", "private", "third"),
    ("efficiency", "effectiveness", "responsiveness", "cultural-performance"),
)
SORTS = ("title", "title-descending", "newest", "recently-updated")
SIX = "facets=sector,theme,discourse,barrier,area,consensus"
OURS, UNCACHED, ORDINARY, DATASETTE = 8101, 8102, 8103, 8104


@cache
def once() -> list[tuple[str, str, str, str]]:
    """(order, theme, sector, discourse), each once."""
    themes = [each["slug"] for each in json.loads(Line(OURS).get("/api/v1/themes/?page_size=100")[1])["results"]]
    return list(itertools.product(SORTS, themes, SECTORS, DISCOURSES))


def queries() -> Iterator[tuple[str, str, str, str]]:
    """Each once, then again."""
    return itertools.cycle(once())


def addresses(pattern: str) -> Iterator[str]:
    for order, theme, sector, discourse in queries():
        yield pattern.format(order=order, theme=theme, sector=sector, discourse=discourse)


FILTERED = "sector={sector}&theme={theme}&discourse={discourse}"
FLAT = "/{name}/findings.json?_shape=objects&_size=20"
FLAT_FILTERED = (
    "&sectors__arraycontains={{sector}}&themes__arraycontains={{theme}}&discourses__arraycontains={{discourse}}"
)


def cases(flat: str) -> dict[str, tuple[int, str, str]]:
    """{name: (port, pattern of the address, further headers)} of what is measured."""
    table = FLAT.format(name=flat)
    gzip = "Accept-Encoding: gzip\r\n"
    return {
        "bare view": (ORDINARY, "/bare/", ""),
        "ordinary DRF, list": (ORDINARY, f"/findings/?{FILTERED}", ""),
        "list": (UNCACHED, f"/api/v1/findings/?{FILTERED}&sort={{order}}", ""),
        "list, six facets": (UNCACHED, f"/api/v1/findings/?{FILTERED}&sort={{order}}&{SIX}", ""),
        "list, all facets": (UNCACHED, f"/api/v1/findings/?{FILTERED}&sort={{order}}&facets=all", ""),
        "list, six facets, gzip": (UNCACHED, f"/api/v1/findings/?{FILTERED}&sort={{order}}&{SIX}", gzip),
        "unfiltered, all facets": (UNCACHED, "/api/v1/findings/?sort={order}&facets=all", ""),
        "HTML list": (UNCACHED, f"/findings/?{FILTERED}&sort={{order}}", ""),
        "HTML list, unfiltered": (UNCACHED, "/findings/?sort={order}", ""),
        "home": (UNCACHED, "/", ""),
        "map": (UNCACHED, "/map/", ""),
        "record": (UNCACHED, "/findings/bench-1/", ""),
        "search": (UNCACHED, "/search/?q={theme}", ""),
        "kept page": (OURS, "/findings/?sector=public", gzip),
        "kept home": (OURS, "/", gzip),
        "kept map": (OURS, "/map/", gzip),
        "kept record": (OURS, "/findings/bench-1/", gzip),
        "kept JSON": (OURS, "/api/v1/findings/?facets=all", gzip),
        "Datasette, filtered, facets": (DATASETTE, f"{table}{FLAT_FILTERED.format()}&{{facets}}", ""),
        "Datasette, unfiltered, facets": (DATASETTE, f"{table}&{{facets}}", ""),
    }


def measure(flat: str, facets: str) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, (port, pattern, headers) in cases(flat).items():
            pattern = pattern.replace("{facets}", facets)
            found.setdefault(name, []).append(rate(port, addresses(pattern), SECONDS, headers))
        found.setdefault("304", []).append(_unchanged("/findings/?sector=public"))
    return {name: statistics.median(rates) for name, rates in found.items()}


def _unchanged(address):
    line = Line(OURS)
    line.socket.sendall(f"GET {address} HTTP/1.1\r\n{line.head}".encode())
    tag = next(each for each in line.socket.recv(65536).decode("latin-1").split("\r\n") if each.startswith("ETag: "))
    return rate(OURS, itertools.repeat(address), SECONDS, f"If-None-Match: {tag[6:]}\r\n", wanted=304)


def compare() -> None:
    """The ordinary site and this one give the same records in the same order, or there is nothing to measure."""
    for order, theme, sector, discourse in itertools.islice(queries(), 24):
        query = FILTERED.format(order=order, theme=theme, sector=sector, discourse=discourse)
        ours = json.loads(Line(OURS).get(f"/api/v1/findings/?{query}&sort=title")[1])
        theirs = json.loads(Line(ORDINARY).get(f"/findings/?{query}")[1])
        same = [each["slug"] for each in ours["results"]][:20] == [each["slug"] for each in theirs["results"]]
        assert same and ours["count"] == theirs["count"], query


def warm(size: int) -> None:
    """Every finding is asked for once in both forms: what a record looks like is kept, as where it runs for a day."""
    line = Line(UNCACHED)
    for page in range(1, min(500, size // 100) + 1):
        for path in ("/api/v1/findings/", "/findings/"):
            line.get(f"{path}?page_size=100&page={page}&sort=title")
    # The cards of a narrowed list say less where the list says it for all of them.
    for order, theme, sector, discourse in once():
        query = FILTERED.format(theme=theme, sector=sector, discourse=discourse)
        line.get(f"/findings/?{query}&sort={order}")


def main(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url, flat = stack.enter_context(database.filled(size, Path(folder)))
        os.environ["KEPT_BYTES"] = "0"
        stack.enter_context(serving(site("collabfutures.wsgi", UNCACHED), UNCACHED, url))
        del os.environ["KEPT_BYTES"]
        stack.enter_context(serving(site("collabfutures.wsgi", OURS), OURS, url))
        stack.enter_context(serving(site("bench.ordinary.wsgi", ORDINARY), ORDINARY, url))
        stack.enter_context(serving(datasette(flat.path, DATASETTE), DATASETTE, url))
        for port in (OURS, UNCACHED):
            database.wait_until_ready(port)
        compare()
        warm(size)
        found = measure(flat.path.stem, flat.facets)
    drf, bare = found["ordinary DRF, list"], found["bare view"]
    print(f"| {size:,} findings, {url.partition(':')[0]} | a second | ÷ ordinary DRF list | ÷ bare view |")
    print("| --- | ---: | ---: | ---: |")
    for name, number in found.items():
        print(f"| {name} | {number:,.1f} | {number / drf:.1f} | {number / bare:.3f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)

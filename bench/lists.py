"""How long do pages and API take as the knowledge base grows? `make growth`, or `python -m bench.lists 1000 10000`.

Fills a database of its own beside the real one (DATABASE_URL says on which engine), measures under the limit that is
served (STATEMENT_TIMEOUT_MS, one second), and removes it. Each size is so many findings and four times as many impact
records. A status that is not 200 stands in the table instead of a time.
"""

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
os.environ.setdefault("ENVIRONMENT", "development")
SERVED_LIMIT = os.environ.get("STATEMENT_TIMEOUT_MS", "1000")
# Filling takes longer than a reader waits; the limit is set before the first measurement.
os.environ["STATEMENT_TIMEOUT_MS"] = "0"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from bench.content import fill  # noqa: E402
from bench.plans import unhashed_subplans  # noqa: E402

ADDRESSES = (
    "/",
    "/findings/",
    "/findings/?sector=public",
    "/findings/?sector=public&theme=trust&theme=power&discourse=none",
    "/findings/?theme__all=trust&theme__all=power&theme__all=learning",
    "/findings/?q=collaboration",
    "/findings/?q=trust&sector=public",
    "/findings/?q=trust+-power&barrier=none",
    # Every filter with two values.
    "/findings/?q=trust&sector=public&sector=third&area=education&area=healthcare&theme=trust&theme=power"
    "&discourse=efficiency&discourse=responsiveness&barrier=language&barrier=prejudice&source=s11&source=s30"
    "&seminar=governance-and-regulation&series=collaborative-futures&parent=several-discourses",
    "/findings/?sector=public&consensus=contested",
    "/findings/?page=40",
    "/findings/bench-1/",
    "/themes/trust/",
    "/themes/",
    "/sources/",
    "/series/",
    "/impact/",
    "/impact/?area=none&year=none",
    "/impact/?q=trust&impact_kind=publication",
    "/search/?q=collaboration",
    "/search/?q=trust",
    "/map/",
    "/map/?rows=discourse&columns=barrier&theme=trust",
    "/map/?kind=impact-record&rows=impact_kind&columns=area",
    "/plan/?sector=public",
    "/run/",
    "/agenda/",
    "/compare/?discourse=efficiency&discourse=responsiveness",
    "/feed/",
    "/sitemap.xml",
    "/api/v1/findings/?page_size=100",
    "/api/v1/findings/?facets=all",
    "/api/v1/findings/?q=trust&facets=all",
    "/api/v1/impact-records/?facets=all",
)
ROUNDS = 3


def measure(client: Client, address: str) -> str:
    """Median milliseconds of one address, or its status if it does not answer 200."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        response = client.get(address)
        took.append((time.perf_counter() - start) * 1000)
        if response.status_code != 200:
            return str(response.status_code)
    return f"{statistics.median(took):.0f}"


def column(findings: int) -> dict[str, str]:
    """{address: its figure} in a database of this size."""
    old = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        start = time.perf_counter()
        fill(findings, 4 * findings)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
                cursor.execute(f"SET statement_timeout = {int(SERVED_LIMIT)}")
        print(f"{connection.vendor}: {findings:,} findings written in {time.perf_counter() - start:.0f} s", flush=True)
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            found = {address: measure(Client(), address) for address in ADDRESSES}
        for plan in unhashed_subplans():
            print(f"UNHASHED: {plan}")
        return found
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)


def main(sizes: list[int]) -> None:
    columns = [column(size) for size in sizes]
    print("| ms | " + " | ".join(f"{size:,} + {4 * size:,}" for size in sizes) + " |")
    print("| --- |" + " ---: |" * len(sizes))
    for address in ADDRESSES:
        shown = address if len(address) < 80 else f"{address[:76]} …"
        print(f"| `{shown}` | " + " | ".join(found[address] for found in columns) + " |")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])

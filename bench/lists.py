"""How long do the pages and the API take with 10,000 findings? `make bench`, or `python -m bench.lists 2000`.

Fills a database of its own beside the real one (DATABASE_URL says on which engine) and removes it afterwards.
"""

import os
import random
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
os.environ.setdefault("ENVIRONMENT", "development")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
django.setup()

from django.db import connection, reset_queries, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from findings.content import loader as builtin  # noqa: E402
from findings.models import Finding  # noqa: E402
from seminars.models import Sector, Series, Theme  # noqa: E402

ADDRESSES = (
    "/",
    "/findings/",
    "/findings/?sector=public",
    "/findings/?sector=public&theme=trust&theme=power",
    "/findings/?q=collaboration",
    "/findings/?q=collaboration+trust&sector=public",
    # Every filter with two values: PostgreSQL once took seconds to plan this.
    "/findings/?q=trust&sector=public&sector=third&area=education&area=healthcare&theme=trust&theme=power"
    "&discourse=efficiency&discourse=responsiveness&barrier=language&barrier=prejudice&source=s11&source=s30"
    "&seminar=governance-and-regulation&series=collaborative-futures&parent=several-discourses",
    "/findings/?page=100",
    "/findings/bench-1/",
    "/themes/trust/",
    "/search/?q=collaboration",
    "/map/",
    "/plan/?sector=public",
    "/agenda/",
    "/compare/?discourse=efficiency&discourse=responsiveness",
    "/feed/",
    "/api/v1/findings/?page_size=100",
    "/api/v1/findings/?facets=all",
    "/api/v1/findings/?q=trust&facets=all",
    "/api/v1/findings/?format=csv&page=all",
)
ROUNDS = 5


def fill(number):
    list(builtin.load())
    words = "trust power sector learning leadership contract network citizen service risk".split()
    chance, series = random.Random(1), Series.objects.get()
    with transaction.atomic():
        Finding.objects.bulk_create(
            Finding(
                slug=f"bench-{at}",
                title=f"Finding {at} on {chance.choice(words)}",
                summary=f"Of collaboration, {' '.join(chance.choices(words, k=20))}.",
                state="published",
                series=series,
                position=at,
            )
            for at in range(number)
        )
        made = list(Finding.objects.filter(slug__startswith="bench-").values_list("pk", flat=True))
        for model, name in ((Sector, "sectors"), (Theme, "themes")):
            targets, through = list(model.objects.values_list("pk", flat=True)), getattr(Finding, name).through
            column = f"{model._meta.model_name}_id"
            through.objects.bulk_create(
                through(finding_id=pk, **{column: target}) for pk in made for target in chance.sample(targets, 2)
            )


def measure(client, address):
    """Median milliseconds, queries and kilobytes of one address."""
    took = []
    for _ in range(ROUNDS):
        reset_queries()
        start = time.perf_counter()
        response = client.get(address)
        took.append((time.perf_counter() - start) * 1000)
        if response.status_code != 200:
            sys.exit(f"{address}: {response.status_code}")
    return statistics.median(took), len(connection.queries), len(response.content) / 1024


def main(number):
    old = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        start = time.perf_counter()
        fill(number)
        print(f"{connection.vendor}: {number:,} findings written in {time.perf_counter() - start:.1f} s")
        connection.force_debug_cursor = True
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            for address in ADDRESSES:
                print("{:8.1f} ms {:3d} queries {:8.1f} kB  {}".format(*measure(Client(), address), address))
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

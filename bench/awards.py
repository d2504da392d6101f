"""How does the site stand ten thousand awards? `python -m bench.awards 175 2000 10000`, or `make awards`.

Makes files of real awards (GTR says where they are; the first 175 as they are, the rest copies with new ids), imports
and publishes them into a database that DATABASE_URL names and that is empty at first, and asks every address that lists
or shows something, and every list of the admin, under the limit that is served: milliseconds and kilobytes.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
os.environ.setdefault("ENVIRONMENT", "development")
SERVED_LIMIT = os.environ.get("STATEMENT_TIMEOUT_MS", "1000")
os.environ["STATEMENT_TIMEOUT_MS"] = "0"
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from collabfutures.curation.models import kinds  # noqa: E402

GTR = Path(os.environ.get("GTR", "../shared/gtr/xml"))
IDS = re.compile(r"(<\w+:(?:outcomeId|grantReference|id)>|value>|type=\"\w+\">)([^<]+)(<)")
PUBLISHED = ("source", "series", "finding", "impactrecord")
ADDRESSES = (
    "/",
    "/findings/",
    "/findings/?consensus=not-stated",
    "/findings/?q=policy",
    "/findings/?options=series",
    "/findings/?options=series&find=policy",
    "/series/",
    "/series/?funder=ESRC&topic=Sociology",
    "/series/?options=lead",
    "/sources/",
    "/impact/",
    "/impact/?impact_kind=publication",
    "/impact/?year=2012&sort=newest",
    "/impact/?q=policy",
    "/impact/?options=series",
    "/search/?q=policy",
    "/search/?q=partnership+learning",
    "/map/",
    "/map/?kind=impact-record&rows=impact_kind&columns=area",
    "/map/?kind=series&rows=topic&columns=lead",
    "/areas/",
    "/areas/?options=series",
    "/themes/?options=series",
    "/what-competes/",
    "/agenda/",
    "/compare/",
    "/plan/",
    "/feed/",
    "/sitemap.xml",
    "/search/suggest/?q=par",
    "/api/v1/series/?facets=all",
    "/api/v1/impact-records/?facets=all",
    "/api/v1/impact-records/?page_size=100",
    "/api/v1/findings/?facets=all",
    "/about/",
)


def files(folder: Path, first: int, last: int) -> None:
    """Writes the awards from one number to another."""
    real = sorted(GTR.rglob("*.xml"))
    for number in range(first, last):
        text = real[number % len(real)].read_text(encoding="utf-8")
        if number >= len(real):
            text = IDS.sub(lambda found, number=number: f"{found[1]}{_other(found[2], number)}{found[3]}", text)
        (folder / f"{number:06}.xml").write_text(text, encoding="utf-8")


def _other(key, number):
    """Another id of the same form: the last letters of a GUID changed, other ids made longer."""
    return f"{key[:-6]}{number:06}" if len(key) == 36 else f"{key}-{number}"


def grow(first: int, last: int) -> None:
    """Imports and publishes awards, and says how fast."""
    before = sum(kind.objects.count() for kind in kinds())
    with tempfile.TemporaryDirectory() as name, open(os.devnull, "w") as silence:
        files(Path(name), first, last)
        start = time.perf_counter()
        call_command("import_gtr", name, stdout=silence)
        imported = time.perf_counter()
        for kind in PUBLISHED:
            call_command("publish", kind, together=True, yes=True, stdout=silence)
        done = time.perf_counter()
    made = sum(kind.objects.count() for kind in kinds()) - before
    print(f"{last:,} awards: {made:,} records more; imported {made / (imported - start):,.0f} a second, ", end="")
    print(f"published {made / (done - imported):,.0f} a second", flush=True)


def every_list() -> Iterator[str]:
    """The first page of the admin, with its queues, and its lists."""
    yield reverse("admin:index")
    for kind in kinds():
        yield reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist")


def measure(client: Client, address: str) -> str:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        response = client.get(address)
        size = len(response.getvalue()) if response.streaming else len(response.content)
        took.append((time.perf_counter() - start) * 1000)
        if response.status_code != 200:
            return f"**{response.status_code}**"
    return f"{statistics.median(took):.0f} ms, {size / 1000:.0f} kB"


def column() -> dict[str, str]:
    user = get_user_model().objects.filter(username="bench").first()
    user = user or get_user_model().objects.create_superuser("bench", "", "bench")
    client = Client()
    client.force_login(user)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute(f"SET statement_timeout = {int(SERVED_LIMIT)}")
    with override_settings(ALLOWED_HOSTS=["testserver"], KEPT_BYTES=0):
        # Once for the read indexes, which a server reads before it is asked anything.
        while client.get("/readyz").status_code != 200:
            time.sleep(1)
        found = {address: measure(Client(), address) for address in ADDRESSES}
        found |= {address: measure(client, address) for address in every_list()}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
    return found


def main(sizes: list[int]) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_series", stdout=open(os.devnull, "w"))  # noqa: SIM115
    columns, first = [], 0
    for size in sizes:
        grow(first, size)
        columns.append(column())
        first = size
    print(f"| {connection.vendor} | " + " | ".join(f"{size:,} awards" for size in sizes) + " |")
    print("| --- |" + " ---: |" * len(sizes))
    for address in columns[0]:
        print(f"| `{address}` | " + " | ".join(found[address] for found in columns) + " |")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [175, 2_000, 10_000])

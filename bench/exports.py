"""How fast is a whole list taken away, in how much memory, and how fast is PostgreSQL's own COPY of the same rows?

`python -m bench.exports` on the database that DATABASE_URL names: every finding as CSV and as JSON Lines, then COPY.
"""

import os
import resource
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")
os.environ.setdefault("ENVIRONMENT", "development")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from findings.models import Finding  # noqa: E402

FORMS = ("csv", "jsonl")
PAGE = resource.getpagesize()


def memory() -> int:
    """What this process holds now, in MB."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * PAGE // 1_000_000


def taken(form: str, number: int) -> float:
    """Takes the list away in a form, and says how; seconds."""
    start, size, curve = time.perf_counter(), 0, [memory()]
    response = Client().get(f"/api/v1/findings/?format={form}&page=all")
    for at, piece in enumerate(response if response.streaming else [response.content]):
        size += len(piece)
        if at % 500 == 0:
            curve.append(memory())
    took = time.perf_counter() - start
    tenths = [max(curve[at : at + max(1, len(curve) // 10)]) for at in range(0, len(curve), max(1, len(curve) // 10))]
    print(f"{form}: {number:,} records, {size / 1e6:,.0f} MB in {took:,.1f} s, {number / took:,.0f} a second; ", end="")
    print(f"memory in MB, a tenth after another: {', '.join(map(str, tenths))}", flush=True)
    return took


def copied() -> float:
    """COPY of the findings and of their links; seconds."""
    tables = [Finding, *(field.remote_field.through for field in Finding._meta.local_many_to_many)]
    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for table in tables:
            with cursor.copy(f"COPY {table._meta.db_table} TO STDOUT") as copy:
                for _ in copy:
                    pass
    return time.perf_counter() - start


def main() -> None:
    number = Finding.objects.published().count()
    took = {form: taken(form, number) for form in FORMS}
    if connection.vendor == "postgresql":
        seconds = copied()
        print(
            f"COPY: {seconds:,.1f} s; ", ", ".join(f"{form} {each / seconds:,.0f} times" for form, each in took.items())
        )


if __name__ == "__main__":
    main()

"""A database of the bench's own, filled, beside the flat table of the same records."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg

from bench.client import Line

# More findings than these are copies of them, which takes minutes and not hours.
FILLED = 10_000


@dataclass
class Flat:
    path: Path
    facets: str


@contextmanager
def filled(size: int, folder: Path) -> Iterator[tuple[str, Flat]]:
    """(address of the database, the flat table) with so many findings."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        name = f"{url.rpartition('/')[2]}_ratios"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{url}_ratios", _fill(f"{url}_ratios", size, folder)
        finally:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    else:
        own = f"sqlite:///{folder / 'site.sqlite3'}"
        yield own, _fill(own, size, folder)


def _fill(url, size, folder):
    os.environ["DATABASE_URL"] = url
    django.setup()
    # Django reads its settings as it is set up, so that nothing of it may be imported before.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from bench import content, flat  # noqa: PLC0415
    from bench.multiply import multiply  # noqa: PLC0415
    from findings.models import Finding  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if size > FILLED and connection.vendor == "postgresql":
        content.fill(FILLED, 4 * FILLED)
        multiply(Finding, size // FILLED - 1)
    else:
        content.fill(size, 4 * size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    path = folder / "flat.db"
    flat.write(path)
    connection.close()
    return Flat(path, flat.FACETS)


def wait_until_ready(port: int) -> None:
    """Until the read index of a server has been read."""
    for _ in range(600):
        if Line(port).get("/readyz")[0] == 200:
            return
        time.sleep(0.2)
    raise SystemExit("The site was not ready in two minutes.")

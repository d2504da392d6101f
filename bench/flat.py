"""The same findings as one flat table, as somebody would publish them with Datasette."""

import json
import sqlite3
from pathlib import Path

from collabfutures.curation.formats.exports import batches
from findings.models import Finding
from findings.serializers import FindingSerializer

# The fourteen filters of findings: many values in a column, and one.
LISTS = ("sectors", "themes", "discourses", "barriers", "application_areas", "award_areas", "seminars", "sources")
SINGLE = ("consensus", "series", "statement", "sector_scope", "parent", "is_overview")
TEXTS = ("slug", "title", "summary", *SINGLE)
FACETS = "&".join([*(f"_facet_array={name}" for name in LISTS), *(f"_facet={name}" for name in SINGLE)])


def _slug(value):
    return value["slug"] if isinstance(value, dict) else value


def _slugs(links):
    return json.dumps([_slug(each) for each in links])


def write(path: Path) -> None:
    found = batches(Finding.objects.published().order_by("sort_title", "pk"), FindingSerializer)
    with sqlite3.connect(path) as file:
        file.execute(f"CREATE TABLE findings ({', '.join(f'{name} TEXT' for name in (*TEXTS, *LISTS))})")
        rows = (FindingSerializer(record).data for records in found for record in records)
        file.executemany(
            f"INSERT INTO findings VALUES ({', '.join('?' * len((*TEXTS, *LISTS)))})",
            ([*(_slug(row[name]) for name in TEXTS), *(_slugs(row[name]) for name in LISTS)] for row in rows),
        )
        for name in TEXTS:
            file.execute(f"CREATE INDEX findings_{name} ON findings ({name})")

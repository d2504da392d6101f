"""What a dump is: of which version of the base, when, under which licence, how much of what, and how to check it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from collabfutures.curation.dump.dcat import dcat

MANIFEST, SQLITE, LINES, CSV = "manifest.json", "records.sqlite3", "records.jsonl.zip", "records.csv.zip"
MEDIA_TYPES = {SQLITE: "application/vnd.sqlite3", LINES: "application/zip", CSV: "application/zip"}
TOLD = {
    SQLITE: "One SQLite file: a table for each kind, with foreign keys. Datasette opens it.",
    LINES: "JSON Lines: a file for each kind, with old addresses and the log. “manage.py load_dump” takes it.",
    CSV: "The sheets of the API, with a Frictionless data package that describes their columns.",
}


def manifest(
    folder: Path, site: str, where: str, version: Mapping[str, Any], counts: Mapping[str, int], made: datetime
) -> dict[str, Any]:
    """`where` is the path below which the files are had, `counts` are by file of the JSON Lines."""
    files = [_file(folder / name, f"{site}{where}{name}") for name in MEDIA_TYPES]
    found = {
        **version,
        "made_at": made.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "license": settings.CONTENT_LICENCE,
        "counts": dict(counts),
        "files": files,
    }
    return found | {"dcat": dcat(found, site, where)}


def _file(path: Path, url: str) -> dict[str, Any]:
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    told = {"name": path.name, "url": url, "media_type": MEDIA_TYPES[path.name], "description": TOLD[path.name]}
    return told | {"bytes": path.stat().st_size, "sha256": checksum}

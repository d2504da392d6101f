"""What a dump is: of which version of the base, when, under which licence, how much of what, and how to check it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

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
        "licence": settings.CONTENT_LICENCE,
        "counts": dict(counts),
        "files": files,
    }
    return found | {"dcat": dcat(found, site, where)}


def dcat(told: Mapping[str, Any], site: str, where: str) -> dict[str, Any]:
    """The dump in the words of DCAT, for catalogues of data."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{site}{where}",
        "@type": "dcat:Dataset",
        "dcterms:title": settings.SITE_NAME,
        "dcterms:description": f"Every public record of {settings.SITE_NAME}, in one file.",
        "dcterms:issued": {"@type": "xsd:dateTime", "@value": told["made_at"]},
        "dcterms:license": {"@id": settings.CONTENT_LICENCE},
        "dcterms:publisher": {"@type": "foaf:Agent", "foaf:name": settings.SITE_NAME},
        "dcterms:identifier": str(told["version"]),
        "dcat:distribution": [_distribution(each) for each in told["files"]],
    }


def _distribution(file):
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": file["name"],
        "dcat:downloadURL": {"@id": file["url"]},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file['media_type']}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file["bytes"])},
        "dcterms:license": {"@id": settings.CONTENT_LICENCE},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file["sha256"],
        },
    }


def _file(path: Path, url: str) -> dict[str, Any]:
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    told = {"name": path.name, "url": url, "media_type": MEDIA_TYPES[path.name], "description": TOLD[path.name]}
    return told | {"bytes": path.stat().st_size, "sha256": checksum}

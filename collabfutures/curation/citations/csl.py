"""A record as a CSL-JSON item: the form from which every other citation is written.

Source: https://docs.citationstyles.org/en/stable/specification.html and the schema csl-data.json.
"""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.text import capfirst

from collabfutures.curation.citations.people import authors_of, people
from collabfutures.curation.dates import day_of

__all__ = ["authors_of", "csl_item", "journal", "people", "year_only"]
JOURNAL = re.compile(r"(.+?),? (\d+)(?: ?\(([^()]+)\))?, (?:pp?\. ?)?(\d+(?:[–-]\d+)?)")


def csl_item(record: Any, address: str, with_notes: bool = True) -> dict[str, Any]:
    """The item for an entry of this knowledge base, unless its kind stands for a document of its own (`cited_as`)."""
    name = record._meta.verbose_name
    item = {
        "id": f"{name.replace(' ', '-')}-{record.slug}",
        "type": "webpage",
        "title": record.title,
        "author": [{"literal": settings.SITE_NAME}],
        "container-title": settings.SITE_NAME,
        "genre": capfirst(name),
        "issued": _day(record.published_at),
        "URL": address,
        "abstract": record.said,
        "note": " ".join(filter(None, record.citation_notes())) if with_notes else "",
        **record.cited_as(),
    }
    return {key: value for key, value in item.items() if value}


def _day(moment: datetime | None) -> dict | None:
    day = day_of(moment)
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def year_only(year: int | None) -> dict | None:
    return {"date-parts": [[year]]} if year else None


def journal(text: str) -> dict[str, str]:
    """“Public Money & Management 33(2), 123–130” in its parts; what has another form is the journal's name."""
    found = JOURNAL.fullmatch(text)
    if not found:
        return {"container-title": text}
    title, volume, issue, pages = found.groups()
    return {"container-title": title, "volume": volume, "issue": issue or "", "page": pages}

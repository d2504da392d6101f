"""A record as a CSL-JSON item: the form from which every other citation is written.

Source: https://docs.citationstyles.org/en/stable/specification.html and the schema csl-data.json.
"""

import re

from django.utils.text import capfirst

from collabfutures.curation.dates import day_of

SITE = "Collaborative Futures"
JOURNAL = re.compile(r"(.+?),? (\d+)(?: ?\(([^()]+)\))?, (?:pp?\. ?)?(\d+(?:[–-]\d+)?)")


def csl_item(record, address):
    """The item for an entry of this knowledge base, unless its kind stands for a document of its own (`cited_as`)."""
    name = record._meta.verbose_name
    item = {
        "id": f"{name.replace(' ', '-')}-{record.slug}",
        "type": "webpage",
        "title": record.title,
        "author": [{"literal": SITE}],
        "container-title": SITE,
        "genre": capfirst(name),
        "issued": _day(record.published_at),
        "URL": address,
        "abstract": record.summary,
        "note": " ".join(filter(None, record.citation_notes())),
        **record.cited_as(),
    }
    return {key: value for key, value in item.items() if value}


def _day(moment):
    day = day_of(moment)
    return day and {"date-parts": [[day.year, day.month, day.day]]}


def year_only(year):
    return year and {"date-parts": [[year]]}


def journal(text):
    """“Public Money & Management 33(2), 123–130” in its parts; what has another form is the journal's name."""
    found = JOURNAL.fullmatch(text)
    if not found:
        return {"container-title": text}
    title, volume, issue, pages = found.groups()
    return {"container-title": title, "volume": volume, "issue": issue or "", "page": pages}


def people(text):
    """Authors as a document names them, separated by semicolons: “Sullivan, H.; Williams, P.”."""
    names = [name.strip() for name in text.split(";") if name.strip()]
    return [_person(name) for name in names]


def _person(name):
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": name}

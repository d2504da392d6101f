"""A record as a CSL-JSON item: the form from which every other citation is written.

Source: https://docs.citationstyles.org/en/stable/specification.html and the schema csl-data.json.
"""

from django.utils.text import capfirst

SITE = "Collaborative Futures"


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
        "note": " ".join(record.citation_notes()),
        **record.cited_as(),
    }
    return {key: value for key, value in item.items() if value}


def _day(moment):
    return moment and {"date-parts": [[moment.year, moment.month, moment.day]]}


def year_only(year):
    return year and {"date-parts": [[year]]}


def people(text):
    """Authors as a document names them, separated by semicolons: “Sullivan, H.; Williams, P.”."""
    names = [name.strip() for name in text.split(";") if name.strip()]
    return [_person(name) for name in names]


def _person(name):
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": name}

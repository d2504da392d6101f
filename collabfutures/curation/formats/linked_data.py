"""A record as schema.org JSON-LD, for search engines and for those who gather data.

The vocabulary is given as `@vocab`, so that a document expands without fetching anything.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from collabfutures.curation import registry
from collabfutures.curation.dates import day_of
from collabfutures.curation.formats.concepts import TERM, concept, is_concept
from collabfutures.curation.formats.period import period

_ADDRESS, _DAY = {"@type": "@id"}, {"@type": "Date"}
CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    **dict.fromkeys(("url", "sameAs", "license", "contentUrl"), _ADDRESS),
    **dict.fromkeys(("sdDatePublished", "dateModified", "datePublished"), _DAY),
    **dict.fromkeys(("startDate", "foundingDate", "dissolutionDate"), _DAY),
}
# What schema.org lets only a creative work have; of an event, a term or an organisation our page about it is one.
NOT_WORKS = (TERM, "Event", "ResearchProject")


def described(record: Any, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The node of a record. `absolute` makes a full address of a path."""
    address = absolute(record.get_absolute_url())
    node = {
        "@type": record.schema_type,
        "@id": address,
        "url": address,
        "name": record.title,
        "description": record.said,
        "identifier": record.slug,
        **_tied(record, absolute),
        **record.schema_details(),
    }
    if is_concept(record):
        node |= concept(record, absolute) | {"@type": [record.schema_type, "skos:Concept"]}
    return {key: value for key, value in node.items() if value}


def _tied(record, absolute):
    """The entry's stamps, and edges to the records that it names: what it rests on, and what it is about."""
    cited = [_end(link, absolute) for link in _links(record, {record.citation_relation})]
    apart = {record.citation_relation, record.broader_relation, record.related_relation}
    named = {*registry.kind_of(type(record)).serializer_class.linked()}
    about = [_end(link, absolute) for link in _links(record, named - apart)]
    entry = {
        # When this entry was published, not what it stands for: a kind says that in its details.
        "sdDatePublished": _iso(record.published_at),
        "dateModified": _iso(record.changed_at),
        "isPartOf": {"@type": "Dataset", "@id": absolute("/"), "name": settings.SITE_NAME, "url": absolute("/")},
        "citation": cited,
    }
    if record.schema_type not in NOT_WORKS:
        return entry | {"about": about}
    told = {"@type": "WebPage", **{name: value for name, value in entry.items() if value}}
    # An event is about something; a term and an organisation are what their page is about.
    return {"subjectOf": told, "about": about} if record.schema_type == "Event" else {"subjectOf": told | _about(about)}


def _about(ends):
    return {"mentions": ends} if ends else {}


def _links(record, relations):
    """Each record once, however many relations lead to it."""
    return list(dict.fromkeys(link for name in sorted(filter(None, relations)) for link in record.links[name]))


def _end(link, absolute):
    return {"@id": absolute(link.get_absolute_url()), "name": str(link)}


def _iso(moment):
    day = day_of(moment)
    return day and day.isoformat()


def web_page(kind: str, name: str, description: str, absolute: Callable[[str], str], address: str) -> dict[str, Any]:
    """A page of this site that is neither a record nor a list; `kind` is WebPage or WebSite."""
    whole = {"@type": "Dataset", "name": settings.SITE_NAME, "url": absolute("/")}
    node = {"@type": kind, "@id": address, "url": address, "name": name, "description": description, "isPartOf": whole}
    return {"@context": CONTEXT, **node}


def dataset(name: str, description: str, address: str, downloads: dict[str, str]) -> dict[str, Any]:
    """A list as a dataset; `downloads` maps a media type to where the list is had in that form."""
    lasted = period()
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "name": name,
        "description": description,
        "url": address,
        "isAccessibleForFree": True,
        "license": settings.CONTENT_LICENCE,
        "creator": {"@type": "Organization", "name": settings.SITE_NAME},
        **({"temporalCoverage": "/".join(lasted)} if lasted else {}),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": where}
            for media, where in downloads.items()
        ],
    }

"""A record as schema.org JSON-LD, for search engines and for those who gather data.

The vocabulary is given as `@vocab`, so that a document expands without fetching anything.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from collabfutures.curation.dates import day_of

CONTEXT: dict[str, str] = {"@vocab": "https://schema.org/"}


def described(record: Any, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The node of a record. `absolute` makes a full address of a path."""
    address = absolute(record.get_absolute_url())
    node = {
        "@type": record.schema_type,
        "@id": address,
        "url": address,
        "name": record.title,
        "description": record.summary,
        "identifier": record.slug,
        # When this entry was published, not what it stands for: a kind says that in its details.
        "sdDatePublished": _iso(record.published_at),
        "dateModified": _iso(record.changed_at),
        "isPartOf": {"@type": "Dataset", "name": settings.SITE_NAME, "url": absolute("/")},
        "citation": [
            {"@type": "CreativeWork", "name": str(link), "url": absolute(link.get_absolute_url())}
            for link in (record.links[record.citation_relation] if record.citation_relation else ())
        ],
        **record.schema_details(),
    }
    return {key: value for key, value in node.items() if value}


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
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": where}
            for media, where in downloads.items()
        ],
    }

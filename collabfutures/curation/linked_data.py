"""A record as schema.org JSON-LD, for search engines and for those who gather data.

The vocabulary is given as `@vocab`, so that a document expands without fetching anything.
"""

from collabfutures.curation.citations.csl import SITE

CONTEXT = {"@vocab": "https://schema.org/"}


def described(record, absolute):
    """The node of a record. `absolute` makes a full address of a path; `record.links` must be attached."""
    address = absolute(record.get_absolute_url())
    node = {
        "@type": record.schema_type,
        "@id": address,
        "url": address,
        "name": record.title,
        "description": record.summary,
        "identifier": record.slug,
        "datePublished": record.published_at and record.published_at.date().isoformat(),
        "dateModified": record.updated_at and record.updated_at.date().isoformat(),
        "isPartOf": {"@type": "Dataset", "name": SITE, "url": absolute("/")},
        "citation": [
            {"@type": "CreativeWork", "name": str(link), "url": absolute(link.get_absolute_url())}
            for link in record.links["sources"]
        ],
        **record.schema_details(),
    }
    return {key: value for key, value in node.items() if value}


def dataset(name, description, address, downloads):
    """A list as a dataset; `downloads` maps a media type to where the list is had in that form."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "name": name,
        "description": description,
        "url": address,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": where}
            for media, where in downloads.items()
        ],
    }

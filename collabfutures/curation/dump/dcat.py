"""A dump in the words of DCAT, for catalogues of data."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from collabfutures.curation.formats.period import period


def dcat(told: Mapping[str, Any], site: str, where: str) -> dict[str, Any]:
    """The manifest of a dump, as far as DCAT has words for it."""
    lasted = period()
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
        **({"dcterms:temporal": _period(*lasted)} if lasted else {}),
        "dcat:distribution": [_distribution(each) for each in told["files"]],
    }


def _period(first, last):
    return {"@type": "dcterms:PeriodOfTime", "dcat:startDate": _day(first), "dcat:endDate": _day(last)}


def _day(text):
    return {"@type": {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(text), "xsd:date"), "@value": text}


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

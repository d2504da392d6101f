"""The same records as citations and as linked data."""

import json
from typing import Any

from collabfutures.curation.citations.bibtex import bibtex
from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.ris import ris
from collabfutures.curation.formats.linked_data import CONTEXT, described
from collabfutures.curation.formats.records import RecordsRenderer


def items(records: list, request: Any) -> list[dict]:
    return [csl_item(record, request.build_absolute_uri(record.get_absolute_url())) for record in records]


class CslRenderer(RecordsRenderer):
    media_type = "application/vnd.citationstyles.csl+json"
    format = "csl"
    extension = "json"
    charset = None

    def write(self, records: list, request: Any, data: Any) -> str:
        return json.dumps(items(records, request), ensure_ascii=False, indent=1)


class BibtexRenderer(RecordsRenderer):
    media_type = "application/x-bibtex"
    format = "bibtex"
    extension = "bib"

    def write(self, records: list, request: Any, data: Any) -> str:
        return "\n".join(map(bibtex, items(records, request)))


class RisRenderer(RecordsRenderer):
    media_type = "application/x-research-info-systems"
    format = "ris"
    extension = "ris"

    def write(self, records: list, request: Any, data: Any) -> str:
        return "\r\n".join(map(ris, items(records, request)))


class JsonLdRenderer(RecordsRenderer):
    media_type = "application/ld+json"
    format = "jsonld"
    charset = None

    def write(self, records: list, request: Any, data: Any) -> str:
        graph = [described(record, request.build_absolute_uri) for record in records]
        return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)

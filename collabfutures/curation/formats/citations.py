"""The same records as citations."""

import json
from collections.abc import Iterator
from typing import Any

from collabfutures.curation.citations.bibtex import bibtex
from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.ris import ris
from collabfutures.curation.formats.records import Batches, RecordsRenderer, joined


def items(batches: Batches, request: Any) -> Iterator[dict]:
    for batch in batches:
        for record in batch:
            yield csl_item(record, request.build_absolute_uri(record.get_absolute_url()))


def as_json(found: dict) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)


class CslRenderer(RecordsRenderer):
    media_type = "application/vnd.citationstyles.csl+json"
    format = "csl"
    extension = "json"
    charset = None
    described_as = {"type": "array", "items": {"type": "object", "additionalProperties": True}}

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[str]:
        yield "["
        yield from joined(map(as_json, items(batches, request)), ",\n")
        yield "]"


class BibtexRenderer(RecordsRenderer):
    media_type = "application/x-bibtex"
    format = "bibtex"
    extension = "bib"

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[str]:
        return joined(map(bibtex, items(batches, request)), "\n")


class RisRenderer(RecordsRenderer):
    media_type = "application/x-research-info-systems"
    format = "ris"
    extension = "ris"

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[str]:
        return joined(map(ris, items(batches, request)), "\r\n")

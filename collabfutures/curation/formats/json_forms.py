"""The same records as JSON Lines and as linked data."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson

from collabfutures.curation.formats.chosen_fields import FieldChoice
from collabfutures.curation.formats.citations import as_json
from collabfutures.curation.formats.concepts import TERM, scheme
from collabfutures.curation.formats.linked_data import CONTEXT, described
from collabfutures.curation.formats.records import Batches, RecordsRenderer, joined, kind_of, rows


class JsonLinesRenderer(RecordsRenderer):
    """One record a line, as the API has it: for programs that read as they go."""

    media_type = "application/x-ndjson"
    format = extension = "jsonl"

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[bytes]:
        wanted = FieldChoice.of(request.query_params, serializer_class).applied
        found = map(wanted, rows(batches, serializer_class, request))
        return (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in found)


class JsonLdRenderer(RecordsRenderer):
    media_type = "application/ld+json"
    format = "jsonld"
    charset = None
    described_as = {
        "type": "object",
        "required": ["@context", "@graph"],
        "properties": {
            "@context": {"type": "object", "additionalProperties": True},
            "@graph": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
        },
    }

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[str]:
        model: Any = kind_of(serializer_class)
        absolute = request.build_absolute_uri
        nodes = (described(record, absolute) for batch in batches for record in batch)
        first = [scheme(model, absolute)] if model.schema_type == TERM else []
        yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['
        yield from joined(map(as_json, chain(first, nodes)), ",\n")
        yield "]}"

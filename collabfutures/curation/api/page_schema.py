"""A page of a list in the words of JSON Schema."""

from typing import Any

from collabfutures.curation.filters.grouping import EMPTY_KINDS
from collabfutures.curation.filters.ordering import BY_DATE
from collabfutures.curation.search.matching import MOST_RANKED

TEXT, WHOLE, ADDRESS = {"type": "string"}, {"type": "integer"}, {"type": ["string", "null"], "format": "uri"}
TOLD = f"Only where a search finds over {MOST_RANKED:,} records: they are not ranked, and the newest stand first."
POSITION = "Only with “updated_since”: give it there the next time to go on from here."
OPTION = {"type": "object", "properties": {"value": TEXT, "label": TEXT, "count": WHOLE}}

VALUE = {"type": "object", "required": ["filter", "value", "label"]} | {
    "properties": {"filter": TEXT, "value": TEXT, "label": TEXT}
}
EMPTY = (
    "Why a group has no record: a value has none under this query; both have, but none has both; or all have a value."
)
GROUP = {
    "type": "object",
    "required": ["values", "count", "empty", "url", "api_url"],
    "properties": {
        "values": {"type": "array", "items": VALUE},
        "count": WHOLE,
        "empty": {"type": ["string", "null"], "enum": [*EMPTY_KINDS, None], "description": EMPTY},
        "url": {"type": "string", "format": "uri"},
        "api_url": {"type": "string", "format": "uri"},
    },
}

GONE = {"$ref": "#/components/schemas/Change"}


def page_schema(results: dict[str, Any]) -> dict[str, Any]:
    """The schema of a page whose records have the schema `results`."""
    always = {"count": WHOLE, "next": ADDRESS, "previous": ADDRESS, "results": results}
    counted = {
        "facets": {"type": "object", "additionalProperties": {"type": "array", "items": OPTION}},
        "facet_counts": {"type": "object", "additionalProperties": WHOLE},
        "position": {"type": "string", "description": POSITION},
        "groups": {"type": "array", "items": GROUP, "description": "Only with “group_by”."},
        "group_count": {"type": "integer", "description": "How many groups there are; “next” has those that follow."},
        "withdrawn": {"type": "array", "items": GONE, "description": "Only with “include=withdrawn”."},
        "withdrawn_next": ADDRESS | {"description": "The changes that tell the rest, where there are over a thousand."},
        "sorted_by": {"type": "string", "enum": [BY_DATE], "description": TOLD},
    }
    return {"type": "object", "required": list(always), "properties": always | counted}

"""The parameters of lists and records, as the description of the API has them."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from collabfutures.curation import pagination, parameters
from collabfutures.curation.formats.chosen_fields import FIELDS, OMIT


def query_parameter(name: str, description: str, schema_type: Any = OpenApiTypes.STR, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema_type, OpenApiParameter.QUERY, description=description, **more)


def list_parameters(facet_names: list[str]) -> Iterator[OpenApiParameter]:
    sizes, usual = list(pagination.SIZES), pagination.USUAL_SIZE
    pages = f"1 to {pagination.MOST_PAGES}, then “cursor”; except in JSON and Atom also “{pagination.EVERYTHING}”."
    # No defaults: generated clients send them along, and “page” does not go with “cursor”.
    yield query_parameter("page_size", f"Records on a page; {usual} without it.", OpenApiTypes.INT, enum=sizes)
    yield query_parameter("page", pages, {"type": "string", "pattern": "^([1-9][0-9]{0,2}|all)$"})
    behind = "“*” begins a walk by key, which loses nothing; then follow “next”. Not with “page”, nor “*” with “sort”."
    yield query_parameter("cursor", behind, {"type": "string", "minLength": 1})
    counted = f"Count options: “all”, or names separated by commas: {', '.join(facet_names)}."
    yield query_parameter("facets", counted, {"type": "string", "minLength": 1})
    told = f"The next {parameters.MOST_OPTIONS} options of each facet; “facet_counts” says how many there are."
    gone = "Also what was withdrawn, renamed, merged or removed since “updated_since”, or ever, as the changes tell it."
    yield query_parameter("include", gone, enum=["withdrawn"])
    counted = "Only how many there are, with “facets” if they are asked for: no records."
    yield query_parameter("count", counted, enum=[parameters.COUNT_ONLY])
    grouped = "Counts by one filter, or by two with a comma between them, every value and pair, in JSON and CSV: "
    yield query_parameter("group_by", f"{grouped}{', '.join(facet_names)}.", {"type": "string", "minLength": 1})
    groups = "The next thousand groups; “group_count” says how many there are."
    yield query_parameter("group_page", groups, {"type": "string", "pattern": "^[1-9][0-9]{0,5}$"})
    yield query_parameter("facet_page", told, {"type": "string", "pattern": "^[1-9][0-9]{0,5}$"})


def field_parameters() -> Iterator[OpenApiParameter]:
    told = "in JSON, JSON Lines, CSV and Excel: “title,themes.slug”. What is left out is absent, also where the schema"
    texts = {"type": "string", "minLength": 1}
    yield query_parameter(FIELDS, f"Only these fields, {told} calls it required.", texts)
    yield query_parameter(OMIT, f"All fields but these, {told} calls it required.", texts)


def filter_parameter(name: str, item: Any, model: Any) -> OpenApiParameter:
    """One filter as a parameter, in its own words."""
    schema, description, repeats = item.parameter(model)
    return query_parameter(name, description, schema, **({"explode": True} if repeats else {}))

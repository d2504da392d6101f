"""How a list is narrowed, ordered and counted. These are the names that a kind's FilterSet is written with."""

from collabfutures.curation.filters.choices import (
    ChoiceFilter,
    EitherFilter,
    IdentifierFilter,
    RecordedFilter,
    TextFilter,
    YearFilter,
)
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.ordering import COMMON_ORDERS, SortFilter
from collabfutures.curation.filters.related import RelationFilter

__all__ = [
    "COMMON_ORDERS",
    "ChoiceFilter",
    "EitherFilter",
    "IdentifierFilter",
    "RecordFilterSet",
    "RecordedFilter",
    "RelationFilter",
    "SortFilter",
    "TextFilter",
    "YearFilter",
]

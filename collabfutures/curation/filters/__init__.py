"""How a list is narrowed, ordered and counted. These are the names that a kind's FilterSet is written with."""

from collabfutures.curation.filters.choices import ChoiceFilter, EitherFilter, RecordedFilter
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.ordering import COMMON_ORDERS, SortFilter
from collabfutures.curation.filters.related import RelationFilter
from collabfutures.curation.filters.texts import IdentifierFilter, NamesFilter, TextFilter
from collabfutures.curation.filters.years import YearFilter

__all__ = [
    "COMMON_ORDERS",
    "ChoiceFilter",
    "EitherFilter",
    "IdentifierFilter",
    "NamesFilter",
    "RecordFilterSet",
    "RecordedFilter",
    "RelationFilter",
    "SortFilter",
    "TextFilter",
    "YearFilter",
]

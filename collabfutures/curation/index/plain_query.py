"""Queries that need no form to be read: plain filters with options that the index knows, on a page with a number.

Most queries of programs are so, and a form costs more than their answer. Everything else, whatever is wrong with it or
out of the ordinary, is read by the FilterSet, which says what is wrong.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.filters.values import ValuesFilter
from collabfutures.curation.index.kind_index import KindIndex


@dataclass
class PlainQuery:
    """What a valid FilterSet says of a query, without its form."""

    filterset_class: type[RecordFilterSet]
    params: QueryDict
    chosen: dict[str, list[str]] = field(default_factory=dict)
    order_word: str = ""
    search: Any = None

    @property
    def filters(self) -> dict[str, Any]:
        return self.filterset_class.base_filters

    @property
    def model(self) -> Any:
        return self.filterset_class._meta.model

    @property
    def queryset(self) -> QuerySet:
        return self.model.objects.published()

    @cached_property
    def filterset(self) -> RecordFilterSet:
        """The same query with its form, for what has to be asked of the database."""
        filterset = self.filterset_class(self.params, self.queryset)
        filterset.is_valid()
        return filterset

    @property
    def qs(self) -> QuerySet:
        """The records in the order of the list, as the FilterSet has them."""
        return self.filterset.qs if self.filterset.is_valid() else self.queryset.none()

    def called(self, name: str, value: str) -> str:
        """What a value that the query chose is called. A record that is no option makes it no plain query."""
        return str(self.filters[name].decode(value))

    def facet_names(self) -> list[str]:
        return self.filterset_class.facet_names()


def other_params(params: QueryDict, drop: Collection[str], add: dict[str, list[str]]) -> QueryDict:
    """The query without the filters `drop` and with those of `add`, in the usual order."""
    found = params.copy()
    for name in (*drop, "sort"):
        found.pop(name, None)
    for name, values in add.items():
        found.setlist(name, values)
    return found


def plain_query(
    filterset_class: type[RecordFilterSet], params: QueryDict, layout: tuple[str, ...], index: KindIndex
) -> PlainQuery | None:
    """The query, or None where the FilterSet has to read it. `layout` are parameters that are none of its filters."""
    found = PlainQuery(filterset_class, params)
    for name, values in params.lists():
        item = filterset_class.base_filters.get(name)
        if isinstance(item, ValuesFilter):
            if not _is_known(item, name, values, index, found.model):
                return None
            found.chosen[name] = list(dict.fromkeys(values))
        elif len(values) != 1 or not values[0]:
            return None
        elif name == "sort" and values[0] in index.orders:
            found.order_word = values[0]
        elif name not in layout:
            return None
    return found


def _is_known(item, name, values, index, model):
    """Whether all the values are options that have records, or “none”."""
    options, allowed = index.options.get(name.removesuffix(ALL_OF)), item.allowed(model)
    return (
        options is not None
        and 0 < len(values) <= item.most
        and not (name.endswith(ALL_OF) and NOTHING in values and len(values) > 1)
        and (allowed is None or {*values} - {NOTHING} <= {*allowed})
        and all(value == NOTHING or options.key(item.decode(value)) in options.bitmaps for value in values)
    )

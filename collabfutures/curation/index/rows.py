"""What the index reads from the database: the filters and orders of a kind say what, nothing else does."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import numpy as np
from django.db.models import F, Model, QuerySet

from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.database.packed import KeysTogether, in_order
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.ordering import RELEVANCE
from collabfutures.curation.filters.related import RelationFilter
from collabfutures.curation.filters.values import ValuesFilter
from collabfutures.curation.index.labels import Label, Labels
from collabfutures.curation.index.options import Pairs
from collabfutures.curation.publication import is_public

FETCHED = 5_000


class Rows:
    """The rows of one kind, by its FilterSet."""

    def __init__(self, filterset_class: type[RecordFilterSet]) -> None:
        self.filterset_class = filterset_class
        self.model: Any = filterset_class._meta.model
        self.filters: dict[str, ValuesFilter] = {
            name: filterset_class.base_filters[name] for name in filterset_class.facet_names()
        }

    @property
    def public(self) -> QuerySet:
        return self.model._base_manager.filter(is_public()).order_by()

    def target(self, name: str) -> type[Model] | None:
        """The kind of record that the options of a filter are, or None."""
        return self.filters[name].target(self.model)

    def pairs(self, name: str, records: Iterable[int]) -> Pairs:
        """(record, option) of a filter and some records."""
        for column in self.filters[name].columns(self.model):
            key = column.value if column.key is None else column.key
            found = self.public.filter(column.present, KeyAmong(F("pk"), records))
            rows = found.values_list("pk", key)
            yield from (rows.distinct() if column.repeats else rows).iterator(FETCHED)

    def packed(self, name: str, most: int, options: Iterable[Hashable] | None = None) -> Iterator[tuple[Hashable, Any]]:
        """(option, its records packed together) of a filter, or of some of its options, at most so many.

        An option may come more than once.
        """
        for column in self.filters[name].columns(self.model):
            key = column.value if column.key is None else column.key
            found = self.public.filter(column.present).annotate(option_key=key).values("option_key")
            found = found if options is None else found.filter(option_key__in=options)
            # Not by a cursor: PostgreSQL plans those for their first rows, and took twice as long for all.
            yield from found.annotate(keys=KeysTogether("pk")).values_list("option_key", "keys")[:most]

    def labels(self, name: str, records: Iterable[int]) -> Labels:
        """How the related records are called that are options of some records."""
        found = {}
        for column in self.filters[name].columns(self.model):
            if column.key is not None:
                having = self.public.filter(column.present, KeyAmong(F("pk"), records))
                ends = (column.key, column.value, column.label, column.order)
                rows = having.values_list(*ends).distinct().iterator(FETCHED)
                found.update({key: Label(*rest) for key, *rest in rows})
        return found

    def called(self, name: str, options: Iterable[Hashable]) -> Labels:
        """How these related records are called now, of those that are public."""
        target: Any = self.target(name)
        records = target._base_manager.filter(is_public(), pk__in=options)
        return {key: Label(*rest) for key, *rest in records.values_list("pk", "slug", "title", "sort_title")}

    def listed(self, name: str) -> Labels:
        """The related records that are options even where no record is tied to them."""
        found = (each.order_by() for each in self.filters[name].listed(self.model))
        rows = (row for each in found for row in each.values_list("pk", "slug", "title", "sort_title"))
        return {key: Label(*rest) for key, *rest in rows}

    def orders(self) -> dict[str, list]:
        """{word: columns} of the orders that depend on no search."""
        orders = self.filterset_class.base_filters["sort"].orders
        return {word: columns for word, columns in orders.items() if columns != RELEVANCE}

    def ordered(self, word: str, among: Iterable[int] | None = None) -> np.ndarray:
        """The primary keys in an order: of all public records, or of those among some."""
        found = self.public if among is None else self.public.filter(KeyAmong(F("pk"), among))
        return in_order(found.order_by(*self.orders()[word], "pk").values_list("pk", flat=True))

    def lead_over(self, name: str) -> list[tuple[str, Any]]:
        """(relation, kind) of the records that a filter's relations lead over: “series” in “series__areas”."""
        item = self.filters[name]
        relations = item.relations if isinstance(item, RelationFilter) else []
        firsts = [each.partition("__")[0] for each in relations if "__" in each]
        return [(first, self.model._meta.get_field(first).related_model) for first in firsts]

"""What a query finds, from the bitmaps of the read index."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from collabfutures.curation.filters.facets import Counted, Tally, as_facet, counted_facets
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.options import Facet, Part, Parts
from collabfutures.curation.filters.ordering import BY_DATE
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.index.documents import Write
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.narrowed import Narrowed
from collabfutures.curation.index.orders import Order
from collabfutures.curation.index.plain_query import PlainQuery, other_params

# From so many options on they are counted in one pass.
MANY = 500


class IndexResults:
    """A filter is a union of those of its options, a query the intersection of its filters."""

    def __init__(self, query: RecordFilterSet | PlainQuery, index: KindIndex) -> None:
        self.query, self.index = query, index
        self.found = Narrowed(query, index)

    @property
    def count(self) -> int:
        return len(self.found.without(None))

    @property
    def is_by_date(self) -> bool:
        return self.found.is_by_date

    @property
    def queryset(self) -> QuerySet:
        return self.query.qs

    def keys(self, start: int, stop: int) -> list[int]:
        return self._order.page(self.found.without(None), start, stop)

    def facets(self, names: Iterable[str] | None = None, parts: Parts | None = None) -> list[Facet]:
        wanted = [name for name in self.query.facet_names() if names is None or name in names]
        return [replace(self._facet(name, parts or {}), total=self.count) for name in wanted]

    def _facet(self, name, parts):
        if self.index.options[name].are_too_many:
            query = self.query.filterset if isinstance(self.query, PlainQuery) else self.query
            return counted_facets(query, [name], parts)[0][0]
        part = parts.get(name, Part())
        return as_facet(self.query, name, self._tally(name, part), part)

    def narrowed(self, drop: Collection[str], add: dict[str, list[str]]) -> "IndexResults":
        params = other_params(self.query.params, drop, add)
        chosen = {name: values for name, values in self.query.chosen.items() if name not in drop} | add
        search = None if "q" in drop else self.query.search
        return IndexResults(PlainQuery(self.query.filterset_class, params, chosen, "", search), self.index)

    def contents(self, keys: list[int], way: Hashable, write: Write) -> list[Any]:
        return self.index.documents.contents(self.query.model, keys, way, write)

    def _tally(self, name: str, part: Part) -> Tally:
        options, found = self.index.options[name], self.found.without(name)
        tally = Tally({}, len(found) - options.any.intersection_cardinality(found))
        if len(options.bitmaps) > MANY and self._are_by_number(name, options):
            counts, tally.filled = options.table.best(found, part, self._chosen(name, options))
        else:
            # No option holds a record that is not public.
            every = found is self.index.public
            counts = [
                (key, len(bitmap) if every else bitmap.intersection_cardinality(found))
                for key, bitmap in options.bitmaps.items()
            ]
        tally.options = {label.slug: Counted(label.title, label.order) for label in options.listed.values()}
        for key, number in counts:
            if number:
                slug, title, order = options.called(key)
                tally.options[slug] = Counted(title, order, number)
        return tally

    def _are_by_number(self, name, options):
        """Whether the fullest options come first, and none that no record has."""
        item = self.query.filters[name]
        return not (item.keeps_order or options.listed or item.fixed_options(self.query.model))

    def _chosen(self, name, options):
        """The options that the query chose."""
        values = [value for each in (name, f"{name}{ALL_OF}") for value in self.query.chosen.get(each) or ()]
        return {options.key(self.query.filters[name].decode(value)) for value in values}

    @property
    def _order(self) -> Order:
        if self.found.is_near_first and not self.is_by_date:
            return Order.of(self.found.nearest())
        word = BY_DATE if self.is_by_date else self.query.order_word
        return self.index.orders[word if word in self.index.orders else next(iter(self.index.orders))]

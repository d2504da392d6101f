"""What a query finds, from the bitmaps of the read index."""

from collections.abc import Collection, Hashable, Iterable
from typing import Any

from django.db.models import QuerySet

from collabfutures.curation.filters.facets import Counted, Tally, as_facet, chosen_options, counted_facets
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.options import Facet, Part, Parts
from collabfutures.curation.filters.ordering import BY_DATE
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.index.documents import Write
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.narrowed import Narrowed
from collabfutures.curation.index.option_lines import CountedLines
from collabfutures.curation.index.orders import Order
from collabfutures.curation.index.plain_query import PlainQuery, other_params

FIRST = Part()
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
        found = [self._facet(name, parts or {}) for name in wanted]
        for facet in found:
            facet.total = self.count
        return found

    def counts(self, names: Collection[str], part: Part) -> dict[str, tuple[int, Any]]:
        found: dict[str, tuple[int, Any]] = {}
        for name in names:
            if self._are_in_lines(name):
                lines = self._counted(name, part)
                found[name] = lines.number, lines.as_json
            else:
                facet = self._facet(name, {name: part})
                found[name] = facet.number, facet.as_data()
        return found

    def _facet(self, name, parts):
        part = parts.get(name, Part())
        if self._are_in_lines(name):
            is_together = chosen_options(self.query, name)[0] != name
            return self._counted(name, part).as_facet(name, is_together, f"{name}{ALL_OF}" in self.query.filters)
        if self.index.options[name].are_too_many:
            query = self.query.filterset if isinstance(self.query, PlainQuery) else self.query
            return counted_facets(query, [name], parts)[0][0]
        return as_facet(self.query, name, self._tally(name, part), part)

    def narrowed(self, drop: Collection[str], add: dict[str, list[str]]) -> "IndexResults":
        params = other_params(self.query.params, drop, add)
        chosen = {name: values for name, values in self.query.chosen.items() if name not in drop} | add
        search = None if "q" in drop else self.query.search
        return IndexResults(PlainQuery(self.query.filterset_class, params, chosen, "", search), self.index)

    def contents(self, keys: list[int], way: Hashable, write: Write) -> list[Any]:
        return self.index.documents.contents(self.query.model, keys, way, write)

    def _are_in_lines(self, name):
        """Whether each option of a filter is looked at."""
        options = self.index.options[name]
        return not options.are_too_many and (len(options.bitmaps) <= MANY or not self._are_by_number(name, options))

    def _counted(self, name, part):
        parameter, chosen = chosen_options(self.query, name)
        found, lines = self.found.without(name), self.index.lines(name, self.query.filters[name], self.query.model)
        is_every = found is self.index.public
        if is_every and not chosen and part == FIRST:
            return lines.unfiltered(found)
        # What was chosen stands there, also where no public record has it.
        lacking = {value: self.query.called(parameter, value) for value in chosen if value not in lines.found}
        return CountedLines(lines.with_values(lacking), found, is_every, chosen, part)

    def _tally(self, name, part):
        options, found = self.index.options[name], self.found.without(name)
        chosen = self._chosen(name, options)
        counts, filled = options.table.best(found, part, chosen)
        counted = dict.fromkeys(map(options.called, chosen & options.bitmaps.keys()), 0)
        counted |= {options.called(key): number for key, number in counts}
        numbers = {label.slug: Counted(label.title, label.order, number) for label, number in counted.items()}
        return Tally(numbers, len(found) - options.any.intersection_cardinality(found), filled)

    def _are_by_number(self, name, options):
        """Whether the fullest options come first, and none that no record has."""
        item = self.query.filters[name]
        return not (item.keeps_order or options.listed or item.fixed_options(self.query.model))

    def _chosen(self, name, options):
        """The options that the query chose."""
        _, values = chosen_options(self.query, name)
        return {options.key(self.query.filters[name].decode(value)) for value in values}

    @property
    def _order(self) -> Order:
        if self.found.is_near_first and not self.is_by_date:
            return Order.of(self.found.nearest())
        word = BY_DATE if self.is_by_date else self.query.order_word
        return self.index.orders[word if word in self.index.orders else next(iter(self.index.orders))]

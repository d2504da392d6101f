"""Which records do the filters of a query leave? Unions of bitmaps within a filter, intersections across."""

from functools import cached_property
from typing import Any, cast

from django.db.models import F
from pyroaring import BitMap

from collabfutures.curation import registry
from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.negation import NOT
from collabfutures.curation.filters.related import ALL_OF, RelationAllFilter, RelationFilter
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.options import EMPTY, Options
from collabfutures.curation.index.plain_query import PlainQuery
from collabfutures.curation.relations import label_relations
from collabfutures.curation.search import matching
from collabfutures.curation.search.matching import Search


class Narrowed:
    def __init__(self, query: RecordFilterSet | PlainQuery, index: KindIndex) -> None:
        self.query, self.index = query, index
        self._found: dict[str | None, BitMap] = {}

    def without(self, left_out: str | None) -> BitMap:
        """The records under every filter of the query but this one."""
        left_out = left_out if left_out in self.query.chosen else None
        if left_out not in self._found:
            found = self.index.public
            for name, bitmap in self._narrowing.items():
                found = found if name == left_out else found & bitmap
            self._found[left_out] = found
        return self._found[left_out]

    @cached_property
    def _narrowing(self):
        """{filter: the records that it leaves} of the filters in use."""
        return {name: self._having(name, value) for name, value in self.query.chosen.items()}

    def _having(self, name: str, value: Any) -> BitMap:
        if name == "q":
            return self.matched
        if name.endswith(NOT) and self._is_indexed(name.removesuffix(NOT)):
            return self.index.public - self._having(name.removesuffix(NOT), value)
        options = self.index.options.get(name.removesuffix(ALL_OF))
        if options is None or options.are_too_many:
            return BitMap(self._asked(name, value).values_list("pk", flat=True))
        found = [self._having_one(name, options, each) for each in value]
        every = isinstance(self.query.filters[name], RelationAllFilter)
        return BitMap.intersection(*found) if every else BitMap.union(*found)

    def _is_indexed(self, name: str) -> bool:
        options = self.index.options.get(name)
        return options is not None and not options.are_too_many

    def _having_one(self, name: str, options: Options, value: str) -> BitMap:
        if value == NOTHING:
            return self.index.public - options.any
        return options.bitmaps.get(options.key(self.query.filters[name].decode(value)), EMPTY)

    def _asked(self, name, value):
        """The records that a filter without options finds: the database has to be asked."""
        return self.query.filters[name].filter(self.query.queryset.order_by(), value)

    @property
    def is_near_first(self) -> bool:
        """Whether the list is asked for in the order of its search."""
        return bool(self.query.search) and self.query.order_word in ("", "relevance")

    @property
    def is_by_date(self) -> bool:
        """Whether the search finds so much that the newest stand first."""
        return self.is_near_first and len(self.matched) > matching.MOST_RANKED

    @cached_property
    def matched(self) -> BitMap:
        """What the search finds, whatever else the query asks."""
        search: Any = self.query.search
        tied = tied_options(self.index, self.query.model)
        if tied is None:
            found = self.query.queryset.order_by().filter(search.condition(self.query.model))
            return BitMap(found.values_list("pk", flat=True))
        return self.index.hits.found(search, self.query.model, self.index.public, tied)

    def nearest(self) -> list[int]:
        """The keys of the records under every filter, the nearest to the search first."""
        keys, search = self.without(None), cast("Search", self.query.search)
        near = search.rows_near([self.query.model._meta.label_lower]).filter(
            KeyAmong(F("object_id"), keys, is_one_of_two=True)
        )
        ranks = dict(near.values_list("object_id", "search_rank"))
        return sorted(keys, key=lambda key: (-ranks.get(key, 0.0), key))


def tied_options(index: KindIndex, model: Any) -> dict[str, Options] | None:
    """What a record is tied to: a search finds records by the labels of the vocabularies that they point at.

    {relation to a vocabulary: options of the filter that asks for it alone}, or None where one has none.
    """
    filters: Any = registry.kind_of(model).filterset_class.base_filters
    alone = {item.field_name: name for name, item in filters.items() if type(item) is RelationFilter}
    found = {}
    for relation in label_relations(model):
        options = index.options.get(alone.get(relation, ""))
        if options is None or options.are_too_many:
            return None
        found[relation] = options
    return found

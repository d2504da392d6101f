"""Which records do the filters of a query leave? Unions of bitmaps within a filter, intersections across."""

from functools import cached_property
from typing import Any

from pyroaring import BitMap

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.related import ALL_OF, RelationAllFilter
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.options import EMPTY, Options
from collabfutures.curation.index.plain_query import PlainQuery


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
            return BitMap(self.matched)
        options = self.index.options.get(name.removesuffix(ALL_OF))
        if options is None or options.are_too_many:
            return BitMap(self._asked(name, value).values_list("pk", flat=True))
        found = [self._having_one(name, options, each) for each in value]
        every = isinstance(self.query.filters[name], RelationAllFilter)
        return BitMap.intersection(*found) if every else BitMap.union(*found)

    def _having_one(self, name: str, options: Options, value: str) -> BitMap:
        if value == NOTHING:
            return self.index.public - options.any
        return options.bitmaps.get(options.key(self.query.filters[name].decode(value)), EMPTY)

    def _asked(self, name, value):
        """The records that a filter without options finds: the database has to be asked."""
        return self.query.filters[name].filter(self.query.queryset.order_by(), value)

    @property
    def is_ranked(self) -> bool:
        """Whether the list stands in the order of its search."""
        return bool(self.query.search) and self.query.order_word in ("", "relevance")

    @cached_property
    def matched(self) -> list[int]:
        """The keys of what the search finds, the nearest first where the list stands in that order."""
        search: Any = self.query.search
        records: Any = self.query.queryset.order_by()
        if self.is_ranked:
            found = records.matching(search).order_by("-search_rank", "pk")
        else:
            found = records.filter(search.condition(self.query.model))
        return list(found.values_list("pk", flat=True))

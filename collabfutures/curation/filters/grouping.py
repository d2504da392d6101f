"""How many records of a query has each value of a filter, or each pair of values of two? Nothing recorded counts too.

Unlike a facet, a group is counted under every filter of the query, those of its own axes included.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.axes import Heading
from collabfutures.curation.filters.facets import NOTHING_KEY, NOTHING_LABEL
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.related import ALL_OF

MOST_AXES = 2
# Why a group has no record: its value has none under this query; both values have, but no record has both; every record
# has something recorded there.
NO_RECORDS, GAP, ALL_RECORDED = "no-records", "gap", "all-recorded"
EMPTY_KINDS = (NO_RECORDS, GAP, ALL_RECORDED)
# What stands in a row of what was counted: a group, or a heading of the axis with this number.
GROUP = "group"
NO_VALUE = Heading(NOTHING, NOTHING_LABEL, "")


@dataclass(frozen=True)
class Group:
    """One value or pair: its headings, the number of its records, why there are none, and the query of its list."""

    headings: tuple[Heading, ...]
    count: int
    empty: str | None
    query: str


class Groups(Sequence[Group]):
    """Every value of an axis, or pair of values of two, in order; a group is made when it is asked for.

    `rows` are (GROUP, value, label, order of each axis, number) and (number of the axis, value, label, order).
    """

    def __init__(self, filterset: RecordFilterSet, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.filterset, self.names, self.model = filterset, names, filterset.model
        self.items = [filterset.filters[name] for name in names]
        self.counts: dict[tuple[str, ...], int] = defaultdict(int)
        self._found: list[dict[str, Heading]] = [self._fixed(item) for item in self.items]
        for sort, *row in rows:
            sides = range(len(names)) if sort == GROUP else [int(sort)]
            values = tuple(self._noted(side, *row[3 * place : 3 * place + 3]) for place, side in enumerate(sides))
            if sort == GROUP:
                self.counts[values] += row[-1]

    def __len__(self) -> int:
        return len(self.headings[0]) * (len(self.headings[1]) if len(self.names) > 1 else 1)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        places = divmod(place, len(self.headings[1])) if len(self.names) > 1 else (place,)
        return self._group(tuple(headings[at] for headings, at in zip(self.headings, places, strict=True)))

    @cached_property
    def headings(self) -> list[list[Heading]]:
        """The values of each axis in their order, what is not recorded last."""
        return [
            [*sorted(self._shown(name, found.values()), key=lambda each: (each.order, each.value)), *self._none(name)]
            for name, found in zip(self.names, self._found, strict=True)
        ]

    def _group(self, headings):
        values = tuple(each.value for each in headings)
        count = self.counts.get(values, 0)
        pairs = [*self.filterset.pairs_without(*self._replaced(values)), *self._added(values)]
        return Group(headings, count, None if count else self._emptiness(values), urlencode(pairs))

    def _emptiness(self, values):
        named = [(value, filled) for value, filled in zip(values, self._filled, strict=True) if value != NOTHING]
        if not self.counts or any(value not in filled for value, filled in named):
            return NO_RECORDS
        return ALL_RECORDED if len(named) < len(values) else GAP

    @cached_property
    def _filled(self) -> list[set[str]]:
        """The values of each axis that have records."""
        return [{values[side] for values in self.counts} for side in range(len(self.names))]

    def _fixed(self, item):
        options = enumerate(item.fixed_options(self.model).items())
        return {value: Heading(value, label, f"{place:04}") for place, (value, label) in options}

    def _noted(self, side, value, label, order):
        if value == NOTHING_KEY:
            return NOTHING
        value = self.items[side].encode(value)
        kind = self.items[side].target(self.model)
        return self._found[side].setdefault(value, Heading(value, label, order, kind)).value

    def _chosen(self, name: str) -> Collection[str]:
        return self.filterset.chosen.get(name) or ()

    def _shown(self, name, headings):
        """The values that a record found can have: of a filter of one value only those that were chosen."""
        chosen, together = self._chosen(name), self._chosen(f"{name}{ALL_OF}")
        if NOTHING in together or list(chosen) == [NOTHING]:
            return []
        return headings if self._has_twin(name) or not chosen else [each for each in headings if each.value in chosen]

    def _none(self, name):
        asked = [values for values in (self._chosen(name), self._chosen(f"{name}{ALL_OF}")) if values]
        return [NO_VALUE] if all(NOTHING in values for values in asked) else []

    def _has_twin(self, name):
        return f"{name}{ALL_OF}" in self.filterset.filters

    def _replaced(self, values):
        """The filters in whose place the value of a group stands."""
        pairs = zip(self.names, values, strict=True)
        return [name for name, value in pairs if value == NOTHING or not self._has_twin(name)]

    def _added(self, values: Iterable[str]) -> Iterator[tuple[str, str]]:
        """What the query of a group asks besides: a value that records have along with those that were chosen."""
        for name, value in zip(self.names, values, strict=True):
            both = value != NOTHING and self._has_twin(name) and self._chosen(name)
            yield (f"{name}{ALL_OF}" if both else name), value

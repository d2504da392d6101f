"""How many records has each option of each filter, under all the *other* filters? One query for the whole panel."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, IntegerField, Value

from collabfutures.curation.database.expressions import fetch
from collabfutures.curation.fields import NOTHING, SLUG_PATTERN
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.search.folding import fold
from collabfutures.curation.unions import constant, counted, union_all

# The key under which records with nothing recorded are counted: no stored text is empty and slugs are longer.
NOTHING_KEY = ""
ROOM = 20
SLUG = re.compile(SLUG_PATTERN)


@dataclass
class Option:
    value: str
    label: str
    count: int
    selected: bool

    @property
    def key(self) -> str:
        """The value as part of an element's id: itself if it is a slug, and otherwise a mark of its own."""
        return self.value if SLUG.fullmatch(self.value) else hashlib.sha256(self.value.encode()).hexdigest()[:8]


@dataclass
class Facet:
    name: str
    label: str
    options: list[Option]
    # Whether a record must have every chosen option, and the name under which the form then sends them.
    match_all: bool = False
    may_match_all: bool = False
    every_option: bool = False

    @property
    def parameter(self) -> str:
        return f"{self.name}{ALL_OF}" if self.match_all else self.name

    @property
    def selected(self) -> list[Option]:
        return [option for option in self.options if option.selected]

    @property
    def shown(self) -> list[Option]:
        """The options that a page has room for: those chosen, then the most frequent. The API gives all."""
        room = None if self.every_option else ROOM
        first, last = self.worthwhile[:room], self.worthwhile[room:] if room else []
        return first + [option for option in last if option.selected or option.value == NOTHING]

    @property
    def worthwhile(self) -> list[Option]:
        """All options, and “nothing recorded” only where it would find something."""
        return [option for option in self.options if option.count or option.selected or option.value != NOTHING]

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose."""
        return any(option.count or option.selected for option in self.options)

    @property
    def more(self) -> int:
        return len(self.worthwhile) - len(self.shown)

    def as_data(self) -> list[dict[str, Any]]:
        return [{"value": option.value, "label": option.label, "count": option.count} for option in self.options]


def facets(filterset: RecordFilterSet, names: Iterable[str] | None = None, every_option: bool = False) -> list[Facet]:
    """The facets of a valid query, in the FilterSet's order; `names` picks some of them.

    `every_option` has a page list them all, however many they are.
    """
    return counted_facets(filterset, names, every_option)[0]


def counted_facets(
    filterset: RecordFilterSet, names: Iterable[str] | None = None, every_option: bool = False
) -> tuple[list[Facet], int]:
    """The facets, and how many records the query finds in all. One query for the options that have records, for those
    of vocabularies that have none, and for the number."""
    wanted = [name for name in filterset.facet_names() if names is None or name in names]
    found = filterset.queryset.model._base_manager.filter(filterset.without().condition)
    total = counted(found, *[constant("")] * 4)
    counts: dict[str, dict[str, _Counted]] = {name: {} for name in ["", *wanted]}
    arms = [total, *(arm for name in wanted for arm in _arms(filterset, name))]
    for name, value, label, order, number in fetch(union_all(arms), filterset.sets):
        counts[name].setdefault(value, _Counted(label, order)).number += number
    number = sum(each.number for each in counts[""].values())
    return [replace(_facet(filterset, name, counts[name]), every_option=every_option) for name in wanted], number


@dataclass
class _Counted:
    label: str
    order: str
    number: int = 0


def _arms(filterset, name):
    """Querysets of (filter, value, label, order, number) that together hold all options of one filter."""
    model, item = filterset.queryset.model, filterset.filters[name]
    records = model._base_manager.filter(filterset.without(name).condition).order_by()
    for column in item.columns(model):
        found = records if item.column_holds_nothing else records.filter(column.present)
        yield found.values_list(constant(name), column.value, column.label, column.order).annotate(n=Count("pk"))
    for listed in item.listed(model):
        zero = Value(0, output_field=IntegerField())
        yield listed.values_list(constant(name), "slug", "title", "sort_title", zero)
    if not item.column_holds_nothing:
        yield counted(records.filter(item.lacking(model)), constant(name), *[constant(NOTHING_KEY)] * 3)


def _facet(filterset, name, tally):
    """The Facet of a filter from what was counted, with the options that the code lists and those that were chosen."""
    item, model = filterset.filters[name], filterset.queryset.model
    every = filterset.chosen.get(f"{name}{ALL_OF}") or []
    chosen = every or filterset.chosen.get(name) or []
    nothing = tally.pop(NOTHING_KEY, _Counted("", "")).number
    found = {item.encode(value): each for value, each in tally.items()}
    fixed = item.fixed_options(model)
    for value in [*fixed, *(value for value in chosen if value != NOTHING)]:
        found.setdefault(value, _Counted(fixed.get(value, value), value))
    options = [
        (each.order, Option(value, str(fixed.get(value, each.label)), each.number, value in chosen))
        for value, each in found.items()
    ]
    options.sort(
        key=lambda pair: (not pair[1].selected, 0 if item.keeps_order else -pair[1].count, fold(pair[1].label))
    )
    last = Option(NOTHING, "Nothing recorded", nothing, NOTHING in chosen)
    may_match_all = f"{name}{ALL_OF}" in filterset.filters
    return Facet(name, str(item.label), [*(one for _, one in options), last], bool(every), may_match_all)

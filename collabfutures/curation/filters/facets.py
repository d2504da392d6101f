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
ROOM = 6
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
    # How many records the whole query finds.
    total: int = 0

    @property
    def parameter(self) -> str:
        return f"{self.name}{ALL_OF}" if self.match_all else self.name

    @property
    def selected(self) -> list[Option]:
        return [option for option in self.options if option.selected]

    @property
    def shown(self) -> list[Option]:
        """The options that a page has room for: the most frequent, and those chosen. The API gives all."""
        room = None if self.every_option else ROOM
        first, last = self.worthwhile[:room], self.worthwhile[room:] if room else []
        return first + [option for option in last if option.selected or option.value == NOTHING]

    @property
    def worthwhile(self) -> list[Option]:
        """The options that would find something."""
        return [option for option in self.options if option.count or option.selected]

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose: an option that all records have narrows nothing."""
        return any(option.selected or 0 < option.count != self.total for option in self.options)

    @property
    def shared(self) -> list[Option]:
        """The one option that all records have, if there is more than one record and one option."""
        found = self.worthwhile
        alike = len(found) == 1 and not self.selected and self.total > 1 and found[0].count == self.total
        return found if alike and found[0].value != NOTHING else []

    @property
    def most(self) -> int:
        """The number of the fullest option."""
        return max((option.count for option in self.options), default=0) or 1

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
    shown = [_facet(filterset, name, counts[name]) for name in wanted]
    return [replace(each, every_option=every_option, total=number) for each in shown], number


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
    # What was chosen keeps its place: an option that moves when it is ticked is hard to find again.
    options.sort(key=lambda pair: (0 if item.keeps_order else -pair[1].count, fold(pair[1].label)))
    last = Option(NOTHING, "Nothing recorded", nothing, NOTHING in chosen)
    may_match_all = f"{name}{ALL_OF}" in filterset.filters
    return Facet(name, str(item.label), [*(one for _, one in options), last], bool(every), may_match_all)

"""How has a reader narrowed a list? The active filters in words, and what to drop when nothing is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from collabfutures.curation.database.expressions import fetch
from collabfutures.curation.filters.filtersets import UNCOUNTED, RecordFilterSet
from collabfutures.curation.filters.options import Facet
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.unions import constant, counted, union_all

DROP, KEEP = "Drop “{}”", "Keep only “{}”"


@dataclass
class Chip:
    """One active filter, and the address of the list without it."""

    name: str
    label: str
    value: str
    raw: str
    address: str


@dataclass
class Advice:
    """What to do about a filter, in words, where that leads, and how many records it gives."""

    words: str
    address: str
    count: int


def chips(filterset: RecordFilterSet, panel: Iterable[Facet]) -> Iterator[Chip]:
    """The active filters of a valid query, in words."""
    query = filterset.data
    labels = {(facet.name, option.value): option.label for facet in panel for option in facet.options}
    for name, value in pairs(query):
        if value and name in filterset.filters and name not in UNCOUNTED:
            rest = [pair for pair in pairs(query) if pair != (name, value)]
            label = labels.get((name.removesuffix(ALL_OF), value), value)
            yield Chip(name, str(filterset.filters[name].label), label, value, "?" + urlencode(rest, safe="~"))


def advice(filterset: RecordFilterSet, found: Iterable[Chip]) -> list[Advice]:
    """For a list without records: which filter to drop, or else which one to keep, and how many records that gives."""
    labels = {chip.name: f"{chip.label}: {chip.value}" for chip in found}
    tried = {(DROP, name): [name] for name in labels}
    tried |= {(KEEP, name): [other for other in labels if other != name] for name in labels}
    model, query = filterset.queryset.model, pairs(filterset.data)
    arms = [
        counted(model._base_manager.filter(filterset.without(*names).condition), constant(act), constant(name))
        for (act, name), names in tried.items()
    ]
    rows = fetch(union_all(arms), filterset.sets) if arms else []
    found_here = [
        (act, Advice(act.format(labels[name]), _without(query, tried[act, name]), number))
        for act, name, number in sorted(rows, key=lambda row: -row[2])
    ]
    return [each for act, each in found_here if act == DROP] or [each for _, each in found_here]


def _without(query, names):
    return "?" + urlencode([pair for pair in query if pair[0] not in names], safe="~")


def has_empty(query: QueryDict) -> bool:
    return any(not value for _, values in query.lists() for value in values)


def pairs(query: QueryDict) -> list[tuple[str, str]]:
    """The query as (name, value) pairs, without the page: another filter is another list."""
    return [(name, value) for name, values in query.lists() for value in values if name not in ("page", "cursor")]

"""How has a reader narrowed a list? The active filters in words, what to drop when nothing is left, what to mark."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count

from collabfutures.curation.filters import ALL_OF, UNCOUNTED
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.search import telling, words_of
from collabfutures.curation.synonyms import stems


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
    """A filter to drop, where that leads, and how many records it gives."""

    label: str
    address: str
    count: int


def chips(query, filterset, panel):
    """The active filters of a valid query, in words."""
    labels = {(facet.name, option.value): option.label for facet in panel for option in facet.options}
    for name, value in pairs(query):
        if value and name in filterset.filters and name not in UNCOUNTED:
            rest = [pair for pair in pairs(query) if pair != (name, value)]
            label = labels.get((name.removesuffix(ALL_OF), value), value)
            yield Chip(name, str(filterset.filters[name].label), label, value, "?" + urlencode(rest, safe="~"))


def advice(filterset, found):
    """For a list without records: each filter that would give some if it were dropped, and how many."""
    by_name = {chip.name: chip for chip in found}
    counted = union_all(
        filterset.without(name).values("state").annotate(n=Count("pk")).values_list(constant(name), "n")
        for name in by_name
    )
    query = pairs(filterset.data)
    addresses = {name: "?" + urlencode([pair for pair in query if pair[0] != name], safe="~") for name in by_name}
    return [
        Advice(by_name[name].label, addresses[name], number)
        for name, number in sorted(counted, key=lambda row: -row[1])
        if number
    ]


def searched_stems(text, wordings):
    """The stems that a search looks for, for marking them in what it found."""
    parts = [text, *(part for wording, _ in wordings for part in wording)]
    return {stem for part in parts for word in telling(words_of(part)) for stem in stems(word)}


def has_empty(query):
    return any(not value for _, values in query.lists() for value in values)


def pairs(query):
    """The query as (name, value) pairs, without the page: another filter is another list."""
    return [(name, value) for name, values in query.lists() for value in values if name != "page"]

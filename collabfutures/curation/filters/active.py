"""How has a reader narrowed a list? The active filters in words, what to drop when nothing is left, what to mark."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count

from collabfutures.curation.filters.values import ALL_OF, UNCOUNTED
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.search.rows import telling, words_of
from collabfutures.curation.search.synonyms import stems

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


def chips(filterset, panel):
    """The active filters of a valid query, in words."""
    query = filterset.data
    labels = {(facet.name, option.value): option.label for facet in panel for option in facet.options}
    for name, value in pairs(query):
        if value and name in filterset.filters and name not in UNCOUNTED:
            rest = [pair for pair in pairs(query) if pair != (name, value)]
            label = labels.get((name.removesuffix(ALL_OF), value), value)
            yield Chip(name, str(filterset.filters[name].label), label, value, "?" + urlencode(rest, safe="~"))


def advice(filterset, found):
    """For a list without records: which filter to drop, or else which one to keep, and how many records that gives."""
    labels = {chip.name: f"{chip.label}: {chip.value}" for chip in found}
    tried = {(DROP, name): [name] for name in labels}
    tried |= {(KEEP, name): [other for other in labels if other != name] for name in labels}
    counted = union_all(
        filterset.without(*names)
        .order_by()
        .values("state")
        .annotate(n=Count("pk"))
        .values_list(constant(act), constant(name), "n")
        for (act, name), names in tried.items()
    )
    query = pairs(filterset.data)
    told = [
        (act, Advice(act.format(labels[name]), _without(query, tried[act, name]), number))
        for act, name, number in sorted(counted, key=lambda row: -row[2])
        if number
    ]
    return [each for act, each in told if act == DROP] or [each for _, each in told]


def _without(query, names):
    return "?" + urlencode([pair for pair in query if pair[0] not in names], safe="~")


def searched_stems(text, wordings):
    """The stems that a search looks for, for marking them in what it found."""
    parts = [text, *(part for wording, _ in wordings for part in wording)]
    return {stem for part in parts for word in telling(words_of(part)) for stem in stems(word)}


def has_empty(query):
    return any(not value for _, values in query.lists() for value in values)


def pairs(query):
    """The query as (name, value) pairs, without the page: another filter is another list."""
    return [(name, value) for name, values in query.lists() for value in values if name != "page"]

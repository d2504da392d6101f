"""How many records has each option of each filter, under all the *other* filters? One query for the whole panel."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import Count, IntegerField, Value

from collabfutures.curation.database.expressions import fetch
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.options import Facet, Option, Part, Parts
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.search.folding import fold
from collabfutures.curation.unions import constant, counted, union_all

# The key under which records with nothing recorded are counted: no stored text is empty and slugs are longer.
NOTHING_KEY = ""
NOTHING_LABEL = "Nothing recorded"


@dataclass
class Counted:
    """An option as it was counted: how it is called, by what it is put in order, and its number of records."""

    label: str
    order: str
    number: int = 0


@dataclass
class Tally:
    """What was counted for a filter: {stored value: Counted}, and the records with nothing recorded.

    Where that holds only the wanted part of very many options and those that were chosen, `filled` says how many have
    records in all.
    """

    options: dict[str, Counted]
    nothing: int = 0
    filled: int | None = None


def facets(filterset: RecordFilterSet, names: Iterable[str] | None = None) -> list[Facet]:
    """The facets of a valid query by SQL, in the FilterSet's order; `names` picks some of them."""
    return counted_facets(filterset, names)[0]


def counted_facets(
    filterset: RecordFilterSet, names: Iterable[str] | None = None, parts: Parts | None = None
) -> tuple[list[Facet], int]:
    """The facets, and how many records the query finds in all. One query for the options that have records, for those
    of vocabularies that have none, and for the number. `parts` says which options of a filter are wanted."""
    wanted = [name for name in filterset.facet_names() if names is None or name in names]
    found = filterset.queryset.model._base_manager.filter(filterset.without().condition)
    total = counted(found, *[constant("")] * 4)
    counts: dict[str, dict[str, Counted]] = {name: {} for name in ["", *wanted]}
    arms = [total, *(arm for name in wanted for arm in _arms(filterset, name))]
    for name, value, label, order, number in fetch(union_all(arms), filterset.sets):
        counts[name].setdefault(value, Counted(label, order)).number += number
    number = sum(each.number for each in counts[""].values())
    shown = []
    for name in wanted:
        nothing = counts[name].pop(NOTHING_KEY, Counted("", "")).number
        part = (parts or {}).get(name, Part())
        shown.append(as_facet(filterset, name, Tally(counts[name], nothing), part))
    return [replace(each, total=number) for each in shown], number


def _arms(filterset, name):
    """Querysets of (filter, value, label, order, number) that together hold all options of one filter."""
    model, item = filterset.queryset.model, filterset.filters[name]
    records = model._base_manager.filter(filterset.without(name).condition).order_by()
    for column in item.columns(model):
        found = records if item.column_holds_nothing else records.filter(column.present)
        yield found.values_list(constant(name), column.value, column.label, column.order).annotate(
            n=Count("pk", distinct=column.repeats)
        )
    for listed in item.listed(model):
        zero = Value(0, output_field=IntegerField())
        yield listed.values_list(constant(name), "slug", "title", "sort_title", zero)
    if not item.column_holds_nothing:
        yield counted(records.filter(item.lacking(model)), constant(name), *[constant(NOTHING_KEY)] * 3)


def chosen_options(query: Any, name: str) -> tuple[str, list[str]]:
    """(the parameter, its values) by which a query chose options of a filter: all of them together, or any."""
    together = f"{name}{ALL_OF}"
    parameter = together if query.chosen.get(together) else name
    return parameter, query.chosen.get(parameter) or []


def as_facet(query: Any, name: str, tally: Tally, part: Part) -> Facet:
    """The Facet of a filter from what was counted, with the options that the code lists and those that were chosen.

    `query` is a valid FilterSet, or what stands for one.
    """
    item, model = query.filters[name], query.model
    parameter, chosen = chosen_options(query, name)
    found = {item.encode(value): each for value, each in tally.options.items()}
    fixed = item.fixed_options(model)
    for value in [*fixed, *(value for value in chosen if value != NOTHING)]:
        found.setdefault(value, Counted(fixed.get(value) or query.called(parameter, value), value))
    options = [
        Option(value, str(fixed.get(value, each.label)), each.number, value in chosen) for value, each in found.items()
    ]
    # What was chosen keeps its place: an option that moves when it is ticked is hard to find again.
    options.sort(key=lambda each: (0 if item.keeps_order else -each.count, folded(each.label), each.value))
    if part.text:
        options = [each for each in options if each.selected or part.text in folded(each.label)]
    facet = Facet(name, str(item.label), options, parameter != name, f"{name}{ALL_OF}" in query.filters)
    facet.start = part.start
    counted = len([each for each in options if each.count])
    facet.filled = counted if tally.filled is None else tally.filled
    facet.number = facet.filled + len(options) - counted
    facet.options = [
        *(_part(options, part) if tally.filled is None else options),
        Option(NOTHING, NOTHING_LABEL, tally.nothing, NOTHING in chosen),
    ]
    return facet


def _part(options, part):
    """The wanted options, and those that were chosen."""
    wanted = range(part.start, part.stop)
    return [each for place, each in enumerate(options) if place in wanted or each.selected]


@lru_cache(10_000)
def folded(label: str) -> str:
    return fold(label)

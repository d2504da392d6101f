"""What does a search find in every kind at once? The same as in each kind's own list."""

from collections import defaultdict
from collections.abc import Callable
from heapq import nsmallest
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from collabfutures.curation.publication import is_public
from collabfutures.curation.relations import is_kind
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.rows import SearchRow
from collabfutures.curation.unions import constant, union_all

# Which records of a kind are asked for besides: a condition on its table, or None for no record of the kind.
Among = Callable[[type[Model]], Q | None]


def all_of(model: type[Model]) -> Q:
    return Q()


def everywhere(search: Search, among: Among = all_of) -> dict[type[Model], list[int]]:
    """{kind: the keys of the public records that the search finds}, of the kinds in which it finds any; one query."""
    asked = [(model, found) for model in apps.get_models() if is_kind(model) and (found := among(model)) is not None]
    tied = [(model, found) for model, found in asked if found or search.may_tie(model)]
    untied = [model for model, found in asked if not (found or search.may_tie(model))]
    arms: list[Any] = [_of_kind(search, model, found) for model, found in tied]
    if untied:
        # Kinds without anything that could be called so: their search rows say all.
        rows = SearchRow.objects.filter(kind__in=[model._meta.label_lower for model in untied])
        arms.append(rows.filter(search.row_condition()).order_by().values_list("kind", "object_id"))
    keys = defaultdict(list)
    for kind, key in union_all(arms):
        keys[apps.get_model(kind)].append(key)
    return dict(keys)


def _of_kind(search: Search, model: Any, among: Q) -> Any:
    records = model._base_manager.filter(is_public(), among).filter(search.condition(model)).order_by()
    return records.values_list(constant(model._meta.label_lower), "pk")


def nearest(search: Search, keys: dict[type[Model], list[int]], most: int) -> dict[type[Model], list[SearchRow]]:
    """{kind: its search rows}: at most so many of each kind, the nearest first, in all kinds; two queries."""
    near = search.rows_near(model._meta.label_lower for model in keys)
    ranks = {(kind, key): rank for kind, key, rank in near.values_list("kind", "object_id", "search_rank")}

    def place(record: tuple[str, int]) -> tuple[float, int]:
        return -ranks.get(record, 0.0), record[1]

    wanted = Q(pk__in=[])
    for model, found in keys.items():
        label = model._meta.label_lower
        best = nsmallest(most, ((label, key) for key in found), key=place)
        wanted |= Q(kind=label, object_id__in=[key for _, key in best])
    rows = sorted(SearchRow.objects.filter(wanted), key=lambda row: place((row.kind, row.object_id)))
    groups = defaultdict(list)
    for row in rows:
        groups[apps.get_model(row.kind)].append(row)
    return dict(groups)

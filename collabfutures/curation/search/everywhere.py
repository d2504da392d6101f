"""What does a search find in every kind at once? The same as in each kind's own list."""

from collections import defaultdict
from collections.abc import Callable
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

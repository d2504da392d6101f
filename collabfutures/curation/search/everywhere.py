"""What does a search find in every kind at once? The same as in each kind's own list."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
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


def everywhere(searches: Sequence[Search], among: Among = all_of) -> list[dict[type[Model], list[int]]]:
    """For each search {kind: the keys of the public records that it finds}, of the kinds in which it finds any; one
    query for all of them."""
    asked = [(model, found) for model in apps.get_models() if is_kind(model) and (found := among(model)) is not None]
    arms = (arm for number, search in enumerate(searches) for arm in _arms(str(number), search, asked))
    keys: list[dict[type[Model], list[int]]] = [defaultdict(list) for _ in searches]
    for number, kind, key in union_all(arms):
        keys[int(number)][apps.get_model(kind)].append(key)
    return [dict(found) for found in keys]


def _arms(number: str, search: Search, asked: list[tuple[Any, Q]]) -> Iterator[Any]:
    """Querysets of (number, kind, key)."""
    untied = [model._meta.label_lower for model, among in asked if not (among or search.may_tie(model))]
    for model, among in asked:
        if model._meta.label_lower not in untied:
            records = model._base_manager.filter(is_public(), among).filter(search.condition(model)).order_by()
            yield records.values_list(constant(number), constant(model._meta.label_lower), "pk")
    if untied:
        # Kinds without anything that could be called so: their search rows say all.
        rows = SearchRow.objects.filter(search.row_condition(), kind__in=untied).order_by()
        yield rows.values_list(constant(number), "kind", "object_id")

"""Which few records of each kind are nearest to a search over everything?"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from heapq import nsmallest

from django.apps import apps
from django.db.models import F, Model, Q

from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.rows import SearchRow

# So many of a kind are ranked here, where ten of each are shown: fewer than in a list of its own.
MOST_RANKED = 5_000


def nearest(
    search: Search, keys: Mapping[type[Model], Collection[int]], most: int
) -> dict[type[Model], list[SearchRow]]:
    """{kind: its search rows}: at most so many of each kind, the nearest first, in all kinds; two queries.

    Of a kind in which the search finds too much to be ranked, those with the highest keys, as written last.
    """
    ranked, held = {model: found for model, found in keys.items() if len(found) <= MOST_RANKED}, Q(pk__in=[])
    for model, found in ranked.items():
        held |= Q(KeyAmong(F("object_id"), found, is_one_of_two=True), kind=model._meta.label_lower)
    near = search.rows_near(model._meta.label_lower for model in ranked).filter(held)
    ranks = {(kind, key): rank for kind, key, rank in near.values_list("kind", "object_id", "search_rank")}

    def place(record: tuple[str, int]) -> tuple[float, int]:
        return -ranks.get(record, 0.0), record[1]

    wanted = Q(pk__in=[])
    for model, found in keys.items():
        label = model._meta.label_lower
        best = nsmallest(most, ((label, key) for key in found), key=place) if model in ranked else ()
        last = [key for _, key in best] if model in ranked else sorted(found)[-most:]
        wanted |= Q(KeyAmong(F("object_id"), last, is_one_of_two=True), kind=label)
    rows = sorted(SearchRow.objects.filter(wanted), key=lambda row: place((row.kind, row.object_id)))
    groups = defaultdict(list)
    for row in rows:
        groups[apps.get_model(row.kind)].append(row)
    return dict(groups)

"""What a search over every kind finds, grouped by kind."""

from collections import Counter

from django.apps import apps

from collabfutures.curation.models import SearchRow

GROUP_SIZE = 10


def groups(matched):
    """The nearest records of each kind, the kind with the nearest record first: {model, count, hits}."""
    nearest, numbers = {}, Counter()
    for pk, kind in matched.order_by("-search_rank", "pk").values_list("pk", "kind"):
        numbers[kind] += 1
        if numbers[kind] <= GROUP_SIZE:
            nearest.setdefault(kind, []).append(pk)
    rows = SearchRow.objects.in_bulk([pk for pks in nearest.values() for pk in pks])
    return [_group(apps.get_model(kind), [rows[pk] for pk in pks], numbers[kind]) for kind, pks in nearest.items()]


def _group(model, rows, number):
    hits = [model(slug=row.slug, title=row.title, summary=row.summary) for row in rows]
    return {"model": model, "count": number, "hits": hits}

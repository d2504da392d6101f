"""What a search over every kind finds, grouped by kind."""

from collections import Counter

from django.apps import apps

from collabfutures.curation.models import SearchRow
from collabfutures.curation.search.rows import terms
from collabfutures.curation.search.synonyms import other_wordings

GROUP_SIZE = 10


def groups(matched):
    """The nearest records of each kind, the kind with the nearest record first: {model, count, hits}.

    A hit is a record of which no more than address, title and summary is known, and its search row.
    """
    nearest, numbers = {}, Counter()
    for pk, kind in matched.order_by("-search_rank", "pk").values_list("pk", "kind"):
        numbers[kind] += 1
        if numbers[kind] <= GROUP_SIZE:
            nearest.setdefault(kind, []).append(pk)
    rows = SearchRow.objects.in_bulk([pk for pks in nearest.values() for pk in pks])
    return [_group(apps.get_model(kind), [rows[pk] for pk in pks], numbers[kind]) for kind, pks in nearest.items()]


def by_word(text):
    """[(word, number of records)] for each word of a text that finds something by itself, the most telling first."""
    words = dict.fromkeys(word.lower() for word in terms(text))
    counts = [(word, _number(word)) for word in words]
    return sorted([pair for pair in counts if pair[1]], key=lambda pair: pair[1])


def _number(word):
    return SearchRow.objects.matching(word, [wording for wording, _ in other_wordings(word)]).count()


def _group(model, rows, number):
    hits = [(model(slug=row.slug, title=row.title, summary=row.summary), row) for row in rows]
    return {"model": model, "count": number, "hits": hits}

"""What a search over every kind finds, grouped by kind."""

from typing import Any

from django.apps import apps
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.models import SearchRow
from collabfutures.curation.search.matching import Search, everywhere
from collabfutures.curation.search.question import read
from collabfutures.curation.search.synonyms import widened
from collabfutures.site.news import newest
from collabfutures.site.search_filters import Narrowing
from findings.models import Answer, ImpactRecord
from seminars.models import Source

GROUP_SIZE = 10


def groups(matched: QuerySet) -> list[dict[str, Any]]:
    """The nearest records of each kind, the kind with the nearest record first: {model, count, hits}; two queries.

    A hit is a record of which no more than address, title and summary is known, and its search row.
    """
    numbers = dict(matched.order_by().values("kind").annotate(n=Count("pk")).values_list("kind", "n"))
    place = Window(RowNumber(), partition_by="kind", order_by=[F("search_rank").desc(), F("pk")])
    nearest = matched.annotate(place=place).filter(place__lte=GROUP_SIZE).order_by("-search_rank", "pk")
    by_kind: dict[str, list] = {}
    for row in nearest:
        by_kind.setdefault(row.kind, []).append(row)
    found = [_group(apps.get_model(kind), rows, numbers[kind]) for kind, rows in by_kind.items()]
    return sorted(found, key=lambda group: _place(group["model"]))


def _place(model):
    """Who asks something is answered first, where curators have written an answer; what imports bring by the thousand
    comes last."""
    return 0 if model is Answer else 2 if model in (ImpactRecord, Source) else 1


def by_word(text: str) -> list[tuple[str, int]]:
    """[(word, number of records)] for each word of a text that finds something by itself, the most telling first."""
    words = dict.fromkeys(str(phrase) for phrase in read(text).wanted)
    counts = [(word, everywhere(widened(word)).count()) for word in words] if len(words) > 1 else []
    return sorted([pair for pair in counts if pair[1]], key=lambda pair: pair[1])


def latest(search: Search, narrowing: Narrowing) -> list[Any]:
    """What a search finds, changed last first: the records of its feed, without their relations; one query."""
    rows = SearchRow.objects.filter(narrowing.condition()) if narrowing.is_chosen else None
    return newest(among=lambda model: _keys(model, search, rows))


def _keys(model, search, rows):
    keys = search.condition(model)
    kind = model._meta.label_lower
    return keys if rows is None else keys & Q(KeyIn(F("pk"), rows.filter(kind=kind).values("object_id")))


def _group(model, rows, number):
    hits = [(model(slug=row.slug, title=row.title, summary=row.summary), row) for row in rows]
    return {"model": model, "count": number, "hits": hits}

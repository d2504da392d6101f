"""What a search over every kind finds, grouped by kind."""

from typing import Any

from django.db.models import Q

from collabfutures.curation.index.everywhere import Everywhere
from collabfutures.curation.search.everywhere import Among, all_of
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.nearest import nearest
from collabfutures.curation.search.question import read
from collabfutures.curation.search.synonyms import widened
from collabfutures.site.news import newest
from collabfutures.site.search_filters import Narrowing
from findings.models import Answer, ImpactRecord
from seminars.models import Source

GROUP_SIZE = 10


def groups(search: Search, among: Among = all_of, everywhere: Everywhere | None = None) -> list[dict[str, Any]]:
    """The nearest records of each kind, the kind with the nearest record first: {model, count, hits}; four queries.

    A hit is a record of which no more than address, title and summary is known, and its search row.
    """
    [keys] = (everywhere or Everywhere([search])).found([search], among)
    found = [_group(model, rows, len(keys[model])) for model, rows in nearest(search, keys, GROUP_SIZE).items()]
    return sorted(found, key=lambda group: _place(group["model"]))


def _place(model):
    """Who asks something is answered first, where curators have written an answer; what imports bring by the thousand
    comes last."""
    return 0 if model is Answer else 2 if model in (ImpactRecord, Source) else 1


def word_by_word(text: str) -> dict[str, Search]:
    """{word, or “phrase” in quotation marks: the search for it alone} of a text of several."""
    words = dict.fromkeys(f'"{each}"' if len(each.words) > 1 else str(each) for each in read(text).wanted)
    return {word: widened(word) for word in words} if len(words) > 1 else {}


def by_word(words: dict[str, Search], everywhere: Everywhere) -> list[tuple[str, int]]:
    """[(word, number of records)] for each word that finds something by itself, the most telling first; one query."""
    found = everywhere.found([*words.values()])
    counts = [(word, sum(map(len, keys.values()))) for word, keys in zip(words, found, strict=True)]
    return sorted([pair for pair in counts if pair[1]], key=lambda pair: pair[1])


def latest(search: Search, narrowing: Narrowing) -> list[Any]:
    """What a search finds, changed last first: the records of its feed, without their relations; one query."""

    def among(model: Any) -> Q:
        narrowed = narrowing.among(model)
        return Q(pk__in=[]) if narrowed is None else narrowed & search.condition(model)

    return newest(among=among)


def _group(model, rows, number):
    hits = [(model(slug=row.slug, title=row.title, summary=row.summary), row) for row in rows]
    return {"model": model, "count": number, "hits": hits}

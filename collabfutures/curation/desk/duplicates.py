"""Which records of a kind may be one? The same identifier, the same title, or nearly the same one."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Q
from rapidfuzz import fuzz, process

from collabfutures.curation.desk.pair import DuplicatePair
from collabfutures.curation.fields import IdentifierField
from collabfutures.curation.search.folding import fold

# From so much of 100 on two titles are nearly the same; shorter ones than this differ by a letter that matters.
NEAR, SHORTEST = 93, 20
# Titles are compared with those that begin or end alike, and of those with so many.
BLOCK, MOST_IN_BLOCK = 12, 400
# Of more records than this with one title every one is paired with the first alone.
MOST_ALIKE = 5
Found = dict[tuple[int, int], tuple[int, str]]


def find_duplicates(model: Any) -> int:
    """Looks through all records of a kind; how many pairs are new. What somebody has told apart stays so."""
    found: Found = {}
    for name in identifiers(model):
        _add(found, _groups(model, name), f"the same {model._meta.get_field(name).verbose_name}")
    _add(found, _groups(model, "sort_title"), "the same title")
    for score, first, second in _near(model):
        found.setdefault((first, second), (score, "nearly the same title"))
    return _keep(model, found)


def identifiers(model: Any) -> list[str]:
    """The columns by which other systems know a record, and which two may have."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, IdentifierField)]
    return [field.name for field in fields if not field.unique]


def look_for(model: Any, record: Any) -> int:
    """The same for one record that was just saved, by indexes."""
    others = model._base_manager.exclude(pk=record.pk)
    found: Found = {}
    for name in identifiers(model):
        if value := getattr(record, name):
            keys = others.filter(**{name: value}).values_list("pk", flat=True)[:MOST_ALIKE]
            _add(found, ([record.pk, key] for key in keys), f"the same {model._meta.get_field(name).verbose_name}")
    for score, key, _ in similar(model, record.title, others):
        reason = "the same title" if score == 100 else "nearly the same title"
        found.setdefault((min(record.pk, key), max(record.pk, key)), (score, reason))
    return _keep(model, found)


def similar(model: Any, title: str, among: Any = None) -> list[tuple[int, int, str]]:
    """(score, key, title) of records whose titles are nearly this one, the nearest first."""
    return similar_to_each(model, [title], among)[title]


def similar_to_each(model: Any, titles: list[str], among: Any = None) -> dict[str, list[tuple[int, int, str]]]:
    """{title: (score, key, title) of records whose titles are nearly that one}, by one query."""
    blocks = {fold(title)[:BLOCK] for title in titles} - {""}
    starts = Q(*(Q(sort_title__startswith=block) for block in blocks), _connector=Q.OR)
    records = model._base_manager.all() if among is None else among
    near = records.filter(starts).order_by().values_list("pk", "sort_title", "title") if blocks else ()
    by_block: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in near[: MOST_IN_BLOCK * len(blocks)]:
        by_block[row[1][:BLOCK]].append(row)
    return {title: _nearest(fold(title), by_block.get(fold(title)[:BLOCK], [])) for title in titles}


def _nearest(folded, rows):
    numbers, least = _numbers(folded), NEAR if len(folded) >= SHORTEST else 100
    scored = (
        (round(fuzz.ratio(folded, other)), key, shown)
        for key, other, shown in rows[:MOST_IN_BLOCK]
        if _numbers(other) == numbers
    )
    return sorted((each for each in scored if each[0] >= least), reverse=True)[:MOST_ALIKE]


def _groups(model: Any, name: str) -> Iterator[list[int]]:
    """The keys of records that have the same in a column."""
    rows = model._base_manager.order_by().exclude(**{name: ""})
    twice = rows.values(name).annotate(n=Count("pk")).filter(n__gt=1).values(name)
    groups: dict[str, list[int]] = defaultdict(list)
    for value, key in rows.filter(**{f"{name}__in": twice}).order_by("pk").values_list(name, "pk"):
        groups[value].append(key)
    yield from groups.values()


def _add(found: Found, groups: Iterable[list[int]], reason: str) -> None:
    for keys in groups:
        pairs = itertools.combinations(sorted(keys)[:MOST_ALIKE], 2)
        rest = ((min(keys), key) for key in sorted(keys)[MOST_ALIKE:])
        for pair in itertools.chain(pairs, rest):
            found.setdefault(pair, (100, reason))


def _near(model: Any) -> Iterator[tuple[int, int, int]]:
    """(score, first, second) of titles that are nearly the same, of those that begin or end alike."""
    rows = model._base_manager.order_by("pk").values_list("pk", "sort_title")
    blocks: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for key, title in rows.iterator():
        if len(title) >= SHORTEST:
            blocks["starts", title[:BLOCK]].setdefault(title, key)
            blocks["ends", title[-BLOCK:]].setdefault(title, key)
    for titles in blocks.values():
        if 1 < len(titles) <= MOST_IN_BLOCK:
            yield from _within(titles)


def _within(titles: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    names, keys = list(titles), list(titles.values())
    scores, numbers = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=NEAR), [*map(_numbers, names)]
    for one, other in itertools.combinations(range(len(names)), 2):
        if scores[one][other] and numbers[one] == numbers[other]:
            first, second = sorted((keys[one], keys[other]))
            yield round(scores[one][other]), first, second


def _numbers(title):
    """The words with a digit: titles that are alike but for a day, a year or a reference are of two things."""
    return [word for word in title.split() if any(character.isdigit() for character in word)]


def _keep(model, found):
    kind = model._meta.label_lower
    before = DuplicatePair.objects.filter(kind=kind).count()
    rows = (
        DuplicatePair(kind=kind, first=first, second=second, score=score, reason=reason)
        for (first, second), (score, reason) in found.items()
    )
    DuplicatePair.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)
    return DuplicatePair.objects.filter(kind=kind).count() - before


def tell_apart(model: Any, one: int, other: int) -> None:
    """Somebody has looked: they are two."""
    first, second = sorted((one, other))
    DuplicatePair.objects.update_or_create(
        kind=model._meta.label_lower,
        first=first,
        second=second,
        defaults={"are_two": True},
        create_defaults={"are_two": True, "score": 0, "reason": "told apart"},
    )


def forget(model: Any, key: int) -> None:
    """A record is gone, and with it what it might have been."""
    DuplicatePair.objects.filter(Q(first=key) | Q(second=key), kind=model._meta.label_lower).delete()

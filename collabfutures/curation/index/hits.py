"""Which records does a search find? The words from the search rows, what is tied to a label from the bitmaps.

What a phrase finds in the search rows is kept until a record of the kind changes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from django.db.models import F
from pyroaring import BitMap

from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.database.packed import KeysTogether, unpacked
from collabfutures.curation.database.snapshots import one_state
from collabfutures.curation.index.options import EMPTY, Options
from collabfutures.curation.relations import label_relations, related_kind
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.question import Phrase
from collabfutures.curation.unions import constant, union_all

# So many sets of phrases are kept of each kind, each at most 125 kB at a million records; then the first quarter goes.
MOST = 400
# Among so few records others are looked for; among more all that hold a word are.
FEW = 20_000
# A word that most of a million records hold takes PostgreSQL 0.7 s, and over one where none of the table is in memory.
# It is found once, and then kept.
SECONDS = 3

Phrases = tuple[Phrase, ...]
# (phrases, others): records that hold all the phrases, looked for among those that hold all the others, or among all.
Held = tuple[Phrases, Phrases]


class Hits:
    """The records of one kind whose own words hold some phrases."""

    def __init__(self) -> None:
        self._kept: dict[Held, BitMap] = {}

    def found(self, search: Search, model: Any, public: BitMap, tied: dict[str, Options]) -> BitMap:
        """The public records that a search finds. `tied` are the options of each relation to a vocabulary."""
        labels, wordings = labels_of(search, model), [wording for wording in search.wordings if wording]
        # First the phrases that name nothing, together: often so few hold them all that the rest is soon looked up.
        alone = {wording: tuple(phrase for phrase in wording if not labels[phrase]) for wording in wordings}
        own = self._holding(search, model, {(each, ()): None for each in alone.values() if each})
        first = alone[wordings[0]] if len(wordings) == 1 else ()
        within = first if first and len(own[first, ()]) <= FEW else ()
        left: dict[Held, BitMap | None] = {((phrase,), ()): None for phrase in search.question.unwanted}
        left |= {((each,), within): own.get((within, ())) for wording in wordings for each in wording if labels[each]}
        own |= self._holding(search, model, left)

        def holding(phrase: Phrase, within: Phrases = ()) -> BitMap:
            ties = (tied[name].bitmaps.get(key, EMPTY) for name, key in labels[phrase])
            return BitMap.union(own[(phrase,), within], *ties)

        def parts(wording: Phrases) -> list[BitMap]:
            alike = own.get((alone[wording], ()), public)
            return [alike, *(holding(phrase, within) for phrase in wording if labels[phrase])]

        return put_together(search, public, parts, holding)

    def _holding(self, search, model, asked):
        """{(phrases, others): records that hold them}; `asked` says among which. One query for what is not kept."""
        # Another thread may keep something meanwhile: what is lost is found again.
        kept = self._kept
        lacking = [held for held in asked if held not in kept]
        made = dict.fromkeys(lacking, EMPTY)
        if lacking:
            arms = (_arm(search, model, number, held, asked[held]) for number, held in enumerate(lacking))
            with one_state(seconds=SECONDS):
                made |= {lacking[int(number)]: BitMap(unpacked(keys)) for number, keys in union_all(arms)}
            self._kept = (dict(islice(kept.items(), MOST // 4, None)) if len(kept) > MOST else kept) | made
        return {held: made[held] if held in made else kept[held] for held in asked}


def _arm(search, model, number, held, among):
    """A queryset of (number, keys together)."""
    rows = search.rows_alone(held[0], [model._meta.label_lower]).order_by()
    if among is not None:
        rows = rows.filter(KeyAmong(F("object_id"), among, is_one_of_two=True))
    together = rows.values("kind").annotate(keys=KeysTogether("object_id"))
    return together.values_list(constant(str(number)), "keys")


def put_together(
    search: Search,
    public: BitMap,
    parts: Callable[[Phrases], Iterable[BitMap]],
    holding: Callable[[Phrase], BitMap],
) -> BitMap:
    """The public records that hold all parts of one of the wordings and no phrase that is unwanted."""
    wordings = [BitMap.intersection(*parts(wording)) for wording in search.wordings if wording]
    found = BitMap.union(*wordings) if wordings else public
    for phrase in search.question.unwanted:
        found = found - holding(phrase)
    return found & public


def labels_of(search: Search, model: Any) -> dict[Phrase, list[tuple[str, int]]]:
    """{phrase: (relation, key) of the labels that hold it}, the narrower ones too."""
    found: dict[Phrase, list[tuple[str, int]]] = defaultdict(list)
    for name in label_relations(model):
        for phrase in (*search.phrases, *search.question.unwanted):
            kind: Any = related_kind(model, name)
            keys = search.label_keys.get((phrase, kind), ())
            found[phrase] += [(name, key) for key in keys]
    return found

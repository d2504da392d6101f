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


class Hits:
    """The records of one kind whose own words hold some phrases."""

    def __init__(self) -> None:
        self._kept: dict[Phrases, BitMap] = {}

    def found(self, search: Search, model: Any, public: BitMap, tied: dict[str, Options]) -> BitMap:
        """The public records that a search finds. `tied` are the options of each relation to a vocabulary."""
        labels, wordings = labels_of(search, model), [wording for wording in search.wordings if wording]
        # First the phrases that name nothing, together: often so few hold them all that the rest is soon looked up.
        alone = {wording: tuple(phrase for phrase in wording if not labels[phrase]) for wording in wordings}
        own = self._holding(search, model, {each: None for each in alone.values() if each})
        left: dict[Phrases, BitMap | None] = {}
        for wording in wordings:
            base = own.get(alone[wording], public)
            few = base if len(wordings) == 1 and len(base) <= FEW else None
            left |= {(phrase,): few for phrase in wording if labels[phrase]}
        left |= {(phrase,): None for phrase in search.question.unwanted}
        own |= self._holding(search, model, left)

        def holding(phrase: Phrase) -> BitMap:
            return BitMap.union(own[(phrase,)], *(tied[name].bitmaps.get(key, EMPTY) for name, key in labels[phrase]))

        def parts(wording: Phrases) -> list[BitMap]:
            return [own.get(alone[wording], public), *(holding(phrase) for phrase in wording if labels[phrase])]

        return put_together(search, public, parts, holding)

    def _holding(self, search, model, asked):
        """{phrases: records that hold them all}; `asked` says among which. One query for those that are not kept."""
        lacking = [phrases for phrases in asked if phrases not in self._kept]
        arms = []
        for number, phrases in enumerate(lacking):
            rows = search.rows_alone(phrases, [model._meta.label_lower]).order_by()
            rows = (
                rows
                if asked[phrases] is None
                else rows.filter(KeyAmong(F("object_id"), asked[phrases], is_one_of_two=True))
            )
            together = rows.values("kind").annotate(keys=KeysTogether("object_id"))
            arms.append(together.values_list(constant(str(number)), "keys"))
        made = dict.fromkeys(lacking, EMPTY)
        if lacking:
            with one_state(seconds=SECONDS):
                made |= {lacking[int(number)]: BitMap(unpacked(keys)) for number, keys in union_all(arms)}
        found = {phrases: made.get(phrases) or self._kept.get(phrases, EMPTY) for phrases in asked}
        whole = {phrases: records for phrases, records in made.items() if asked[phrases] is None}
        # Another thread may keep something meanwhile: what is lost is found again.
        kept = self._kept
        self._kept = (dict(islice(kept.items(), MOST // 4, None)) if len(kept) > MOST else kept) | whole
        return found


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

"""What does a search find in every kind at once? From the bitmaps of the kinds that have an index, otherwise by SQL."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from pyroaring import BitMap

from collabfutures.curation import registry
from collabfutures.curation.database.packed import KeysTogether, unpacked
from collabfutures.curation.index.follower import follower
from collabfutures.curation.index.hits import labels_of, put_together
from collabfutures.curation.index.narrowed import tied_options
from collabfutures.curation.index.options import EMPTY
from collabfutures.curation.publication import is_public
from collabfutures.curation.search.everywhere import Among, all_of, everywhere
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.question import Phrase
from collabfutures.curation.unions import constant, union_all


class Everywhere:
    """Searches over every kind: what their phrases hold and name is read for all of them in two queries."""

    def __init__(self, searches: Sequence[Search]) -> None:
        self._indexed = dict(_indexed())
        phrases = [*dict.fromkeys(phrase for search in searches for phrase in search.asked)]
        self._rows = _rows(searches[0], phrases, self._indexed)
        searches[0].read_labels(phrases)

    def found(self, searches: Sequence[Search], among: Among = all_of) -> list[dict[type[Model], BitMap]]:
        """For each of some of the searches {kind: the keys of the public records that it finds}, of the kinds in which
        it finds any; one query, and one where records are narrowed."""
        asked = {each.model: only for each in registry.kinds() if (only := among(each.model)) is not None}
        within = _within({model: asked[model] for model in self._indexed if asked.get(model)})
        rest = everywhere(searches, lambda model: None if model in self._indexed else asked.get(model))
        both = zip(searches, rest, strict=True)
        return [self._by_kind(search, asked, within) | _packed(keys) for search, keys in both]

    def _by_kind(self, search, asked, within):
        found = {model: self._of_kind(search, model) for model in self._indexed if model in asked}
        narrowed = {model: keys & within.get(model, EMPTY) if asked[model] else keys for model, keys in found.items()}
        return {model: keys for model, keys in narrowed.items() if keys}

    def _of_kind(self, search, model):
        (index, tied), labels = self._indexed[model], labels_of(search, model)

        def holding(phrase: Phrase) -> BitMap:
            ties = (tied[name].bitmaps.get(key, EMPTY) for name, key in labels[phrase])
            return BitMap.union(self._rows.get((phrase, model), EMPTY), *ties)

        return put_together(search, index.public, lambda wording: map(holding, wording), holding)


def _packed(keys):
    return {model: BitMap(found) for model, found in keys.items()}


def _indexed():
    """(kind, (its index, its options of each relation to a vocabulary)) of each kind that has them."""
    for each in registry.kinds():
        index = follower.current(each.model)
        tied = index and tied_options(index, each.model)
        if index and tied is not None:
            yield each.model, (index, tied)


def _rows(search, asked, models):
    """{(phrase, kind): the records that hold it themselves}; one query."""
    kinds = {model._meta.label_lower: model for model in models}
    arms = (
        search.rows_alone([phrase], kinds)
        .order_by()
        .values("kind")
        .annotate(keys=KeysTogether("object_id"))
        .values_list(constant(str(number)), "kind", "keys")
        for number, phrase in enumerate(asked)
    )
    return {(asked[int(number)], kinds[kind]): BitMap(unpacked(keys)) for number, kind, keys in union_all(arms)}


def _within(conditions: dict[Any, Any]) -> dict[Any, BitMap]:
    """{kind: the public records of which a condition holds}; one query."""
    models = list(conditions)
    arms = (
        model._base_manager.filter(is_public(), conditions[model])
        .order_by()
        .values("state")
        .annotate(keys=KeysTogether("pk"))
        .values_list(constant(str(number)), "keys")
        for number, model in enumerate(models)
    )
    return {models[int(number)]: BitMap(unpacked(keys)) for number, keys in union_all(arms)}

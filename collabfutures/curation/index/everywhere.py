"""What does a search find in every kind at once? From the bitmaps of the kinds that have an index, otherwise by SQL."""

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


def found_everywhere(search: Search, among: Among = all_of) -> dict[type[Model], BitMap]:
    """{kind: the keys of the public records that the search finds}, of the kinds in which it finds any."""
    asked = {each.model: only for each in registry.kinds() if (only := among(each.model)) is not None}
    indexed = {}
    for model in asked:
        index = follower.current(model)
        tied = index and tied_options(index, model)
        if index and tied is not None:
            indexed[model] = index, tied
    rows, within = _rows(search, indexed), _within({model: asked[model] for model in indexed if asked[model]})
    found = {}
    for model, (index, tied) in indexed.items():
        keys = _of_kind(search, model, index.public, tied, rows)
        found[model] = keys & within.get(model, EMPTY) if asked[model] else keys
    rest = everywhere(search, lambda model: None if model in indexed else asked.get(model))
    found |= {model: BitMap(keys) for model, keys in rest.items()}
    return {model: keys for model, keys in found.items() if keys}


def _of_kind(search, model, public, tied, rows):
    labels = labels_of(search, model)

    def holding(phrase: Phrase) -> BitMap:
        ties = (tied[name].bitmaps.get(key, EMPTY) for name, key in labels[phrase])
        return BitMap.union(rows.get((phrase, model), EMPTY), *ties)

    return put_together(search, public, lambda wording: map(holding, wording), holding)


def _rows(search, models):
    """{(phrase, kind): the records that hold it themselves}; one query."""
    kinds = {model._meta.label_lower: model for model in models}
    asked = list(dict.fromkeys([*search.phrases, *search.question.unwanted]))
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

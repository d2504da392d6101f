"""The groups of a query, from the bitmaps where there are not too many pairs."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from collabfutures.curation.filters.facets import NOTHING_KEY
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.grouping import GROUP, Groups, counted_groups
from collabfutures.curation.index.follower import follower
from collabfutures.curation.index.index_results import IndexResults
from collabfutures.curation.index.tables import MOST_PAIRS

NO_VALUE = (NOTHING_KEY,) * 3


def grouped(filterset: RecordFilterSet, names: Sequence[str]) -> Groups:
    """The groups of a valid filterset by one or two of its facets."""
    index = follower.current(filterset.model)
    options = [index.options[name] for name in names] if index else []
    pairs = 1
    for each in options:
        pairs *= len(each.bitmaps) + 1
    if index is None or pairs > MOST_PAIRS or any(each.are_too_many for each in options):
        return counted_groups(filterset, names)
    return Groups(filterset, names, [*_counted(filterset, index, options), *_listed(options)])


def _counted(filterset: RecordFilterSet, index: Any, options: list) -> Iterator[Sequence[Any]]:
    found = IndexResults(filterset, index).found.without(None)
    axes = [
        [*((each.called(key), bitmap) for key, bitmap in each.bitmaps.items()), (NO_VALUE, index.public - each.any)]
        for each in options
    ]
    for ends in product(*axes):
        held = found
        for _, bitmap in ends:
            held = held & bitmap
        if held:
            yield (GROUP, *(part for label, _ in ends for part in label), len(held))


def _listed(options: list) -> Iterator[Sequence[Any]]:
    for side, each in enumerate(options):
        for label in each.listed.values():
            yield (str(side), *label)

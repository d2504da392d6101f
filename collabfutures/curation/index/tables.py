"""How many records has each pair of options of two filters? From the bitmaps where there are not too many pairs."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from pyroaring import BitMap

from collabfutures.curation.filters import matrix
from collabfutures.curation.filters.counted_groups import counted_groups
from collabfutures.curation.filters.facets import NOTHING_KEY
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.grouping import GROUP, Groups
from collabfutures.curation.filters.matrix import CELL, HEADING, Filled, Table
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.index.follower import follower
from collabfutures.curation.index.index_results import IndexResults
from collabfutures.curation.index.options import Options

# From so many pairs on, one pass of the database over the records is faster.
MOST_PAIRS = 20_000
# The columns of a row that are for the records in a cell, and for the second side of a heading.
NO_RECORD, NO_SIDE = ("", "", ""), ("",) * 5
NO_VALUE = (NOTHING_KEY,) * 3


def filled(asked: Sequence[tuple[RecordFilterSet, Table]]) -> list[Filled]:
    """What each valid filterset has for its table: by the read index, and one query for all that it cannot tell."""
    known = {number: rows for number, pair in enumerate(asked) if (rows := _rows(*pair)) is not None}
    return matrix.filled(asked, known)


def _rows(filterset: RecordFilterSet, table: Table) -> list[Sequence[Any]] | None:
    """The rows that `matrix.filled` would fetch for a table of numbers, or None."""
    index = follower.current(filterset.model)
    if index is None or table.remarks is not None or any(axis.within for axis in table.axes):
        return None
    names = [axis.name for axis in table.axes]
    options = [index.options[name] for name in names]
    if any(each.are_too_many for each in options) or len(options[0].bitmaps) * len(options[1].bitmaps) > MOST_PAIRS:
        return None
    drop = [*names, *(f"{name}{ALL_OF}" for name in names)]
    narrowed = {name: [value] for name, value in table.narrowed}
    found = IndexResults(filterset, index).narrowed(drop, narrowed).found.without(None)
    down, across = options
    return [*_cells(down, across, found), *_headings(options)]


def _cells(down: Options, across: Options, found: BitMap) -> Iterator[Sequence[Any]]:
    for row, bitmap in down.bitmaps.items():
        within = bitmap & found
        for column, other in across.bitmaps.items() if within else ():
            if number := within.intersection_cardinality(other):
                yield (CELL, *down.called(row), *across.called(column), *NO_RECORD, number)


def _headings(options: list[Options]) -> Iterator[Sequence[Any]]:
    for side, each in enumerate(options):
        for label in each.listed.values():
            yield (HEADING, str(side), *label, *NO_SIDE, 0)


def grouped(filterset: RecordFilterSet, names: Sequence[str]) -> Groups:
    """The groups of a valid filterset by one or two of its facets."""
    index = follower.current(filterset.model)
    options = [index.options[name] for name in names] if index else []
    pairs = 1
    for each in options:
        pairs *= len(each.bitmaps) + 1
    if index is None or pairs > MOST_PAIRS or any(each.are_too_many for each in options):
        return counted_groups(filterset, names)
    return Groups(filterset, names, [*_counted_groups(filterset, index, options), *_listed_groups(options)])


def _counted_groups(filterset: RecordFilterSet, index: Any, options: list) -> Iterator[Sequence[Any]]:
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


def _listed_groups(options: list) -> Iterator[Sequence[Any]]:
    for side, each in enumerate(options):
        for label in each.listed.values():
            yield (str(side), *label)

"""The options of a filter as columns, where there are so many that one pass is faster than a look at each."""

from array import array
from collections.abc import Hashable, Mapping

import numpy as np
from pyroaring import BitMap

from collabfutures.curation.filters.facets import folded
from collabfutures.curation.index.labels import Label


class OptionTable:
    """`keys` are the options by what they are called, `rows` the records one option after the other, `owners` the place
    among the keys of each row's option.
    """

    def __init__(self, bitmaps: Mapping[Hashable, BitMap], called: Mapping[Hashable, Label]) -> None:
        self.keys = sorted(called, key=lambda key: (folded(called[key].title), called[key].slug))
        self.texts = [folded(called[key].title) for key in self.keys]
        self.sizes = np.fromiter((len(bitmaps[key]) for key in self.keys), dtype=np.int64)
        rows = array("I")
        for key in self.keys:
            rows.extend(bitmaps[key].to_array())
        self.rows = np.frombuffer(rows, dtype=np.uint32) if rows else np.zeros(0, dtype=np.uint32)
        self.owners = np.repeat(np.arange(len(self.keys), dtype=np.uint32), self.sizes)

    def counts(self, found: BitMap) -> np.ndarray:
        """How many of the records found each option has."""
        is_found = np.zeros(int(self.rows.max(initial=0)) + 1, dtype=bool)
        keys = np.frombuffer(found.to_array(), dtype=np.uint32)
        is_found[keys[keys < len(is_found)]] = True
        return np.bincount(self.owners[is_found[self.rows]], minlength=len(self.keys))

    def best(self, found: BitMap, start: int, stop: int, text: str) -> tuple[list[tuple[Hashable, int]], int]:
        """(option, number) of those from `start` to `stop` of the most frequent, and how many have records at all.

        Of those whose label holds the text; equal ones are in the order of what they are called.
        """
        counts = self.counts(found)
        filled = np.flatnonzero(counts)
        if text:
            filled = np.fromiter((place for place in filled.tolist() if text in self.texts[place]), dtype=np.int64)
        order = filled[np.argsort(-counts[filled], kind="stable")]
        return [(self.keys[place], int(counts[place])) for place in order[start:stop].tolist()], len(filled)


def _bitmaps(pairs):
    records: dict[Hashable, list[int]] = {}
    for record, key in pairs:
        records.setdefault(key, []).append(record)
    return {key: BitMap(found) for key, found in records.items()}

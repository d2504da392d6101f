"""The options of a filter as columns, where there are so many that one pass is faster than a look at each."""

from array import array
from collections.abc import Collection, Hashable, Mapping

import numpy as np
from pyroaring import BitMap

from collabfutures.curation.filters.facets import folded
from collabfutures.curation.filters.options import Part
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

    def best(self, found: BitMap, part: Part, chosen: Collection[Hashable]) -> tuple[list[tuple[Hashable, int]], int]:
        """(option, number) of the wanted part of the most frequent and of those chosen, and how many have records.

        Of those whose label holds the text; equal ones are in the order of what they are called.
        """
        counts = self.counts(found)
        filled = np.flatnonzero(counts)
        if part.text:
            named = (place for place in filled.tolist() if part.text in self.texts[place] or self.keys[place] in chosen)
            filled = np.fromiter(named, dtype=np.int64)
        order = filled[np.argsort(-counts[filled], kind="stable")].tolist()
        outside = order[: part.start] + order[part.stop :] if chosen else []
        wanted = order[part.start : part.stop] + [place for place in outside if self.keys[place] in chosen]
        return [(self.keys[place], int(counts[place])) for place in wanted], len(order)

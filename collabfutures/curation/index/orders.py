"""Where does each record stand in an order of a list? As arrays of primary keys and of places."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from pyroaring import BitMap

# A record is looked up in a bitmap so many times while another one is sorted by its place.
WALK_TO_SORT = 3
CHUNK = 1024


class Order:
    """One order of all public records of a kind, from first to last. Never changed once made."""

    def __init__(self, keys: np.ndarray) -> None:
        self.keys = keys

    @classmethod
    def of(cls, keys: Iterable[int]) -> "Order":
        return cls(np.fromiter(keys, dtype=np.uint32))

    @cached_property
    def places(self) -> np.ndarray:
        """The place of a record by its primary key."""
        places = np.zeros(int(self.keys.max()) + 1 if len(self.keys) else 0, dtype=np.uint32)
        places[self.keys] = np.arange(len(self.keys), dtype=np.uint32)
        return places

    def page(self, found: BitMap, start: int, stop: int) -> list[int]:
        """The keys of the records from `start` to `stop` of those found, in this order."""
        if len(found) == len(self.keys):
            return self.keys[start:stop].tolist()
        # Many are soon met along the order; few are sooner sorted by their places.
        if WALK_TO_SORT * len(found) ** 2 > stop * len(self.keys):
            return self._walked(found, start, stop)
        keys = np.frombuffer(found.to_array(), dtype=np.uint32)
        return keys[np.argsort(self.places[keys], kind="stable")][start:stop].tolist()

    def _walked(self, found, start, stop):
        met: list[int] = []
        for begin in range(0, len(self.keys), CHUNK):
            met += [key for key in self.keys[begin : begin + CHUNK].tolist() if key in found]
            if len(met) >= stop:
                break
        return met[start:stop]

    def without(self, records: BitMap) -> "Order":
        gone = [key for key in records if key < len(self.places) and self.keys[self.places[key]] == key]
        return Order(np.delete(self.keys, self.places[gone]))

    def with_at(self, places: list[int], keys: list[int]) -> "Order":
        """With the keys put in before these places, as given where places are equal."""
        return Order(np.insert(self.keys, places, keys).astype(np.uint32))

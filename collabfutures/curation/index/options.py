"""Which records has each option of one filter? As bitmaps of their primary keys."""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from pyroaring import BitMap

from collabfutures.curation.database.packed import unpacked
from collabfutures.curation.index.labels import Label, Labels
from collabfutures.curation.index.option_table import OptionTable

# (primary key of a record, key of an option): the option is one of the record's.
Pairs = Iterable[tuple[int, Hashable]]


@dataclass(frozen=True)
class Options:
    """The options of a filter. Nothing in it is ever changed: who follows a change makes another one.

    `bitmaps` is by key: that of a related record, otherwise the stored value. `labels` are of related records, `listed`
    of those that are options even without any record.
    """

    bitmaps: dict[Hashable, BitMap]
    labels: Labels = field(default_factory=dict)
    listed: Labels = field(default_factory=dict)
    # So many options that none is held, and the database is asked.
    are_too_many: bool = False

    @classmethod
    def read(cls, rows: Any, name: str) -> "Options":
        """Those of a filter, as they stand in the database."""
        bitmaps = _together(rows.packed(name, MOST + 1))
        if len(bitmaps) > MOST:
            return cls({}, are_too_many=True)
        # One record of each option says how it is called.
        firsts = {records.min() for records in bitmaps.values()}
        return cls(bitmaps, rows.labels(name, records=firsts), rows.listed(name))

    @cached_property
    def by_slug(self) -> dict[str, Hashable]:
        return {label.slug: key for labels in (self.listed, self.labels) for key, label in labels.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """{slug: title} of the options that are records."""
        return {label.slug: label.title for labels in (self.listed, self.labels) for label in labels.values()}

    def key(self, value: str) -> Hashable:
        """The key of an option: by its slug where options are records, otherwise the stored value itself."""
        return self.by_slug.get(value) if self.by_slug else value

    def called(self, key: Hashable) -> Label:
        """How an option is called."""
        return self.labels.get(key) or Label(str(key), str(key), str(key))

    @cached_property
    def table(self) -> OptionTable:
        return OptionTable(self.bitmaps, {key: self.called(key) for key in self.bitmaps})

    @cached_property
    def any(self) -> BitMap:
        """The records that have some option."""
        return BitMap.union(*self.bitmaps.values()) if self.bitmaps else BitMap()

    @property
    def bounded(self) -> "Options":
        """These, or none where they have become too many to hold."""
        return self if len(self.bitmaps) <= MOST else Options({}, are_too_many=True)

    def with_records(self, records: BitMap, pairs: Pairs) -> "Options":
        """With these as all the options of the records."""
        kept = {key: bitmap - records if bitmap.intersect(records) else bitmap for key, bitmap in self.bitmaps.items()}
        for key, bitmap in _bitmaps(pairs).items():
            kept[key] = kept.get(key, EMPTY) | bitmap
        return replace(self, bitmaps={key: bitmap for key, bitmap in kept.items() if bitmap})

    def with_options(self, keys: set[Hashable], packed: Iterable[tuple[Hashable, Any]]) -> "Options":
        """With these, packed together, as all the records of the options `keys`."""
        kept = {key: bitmap for key, bitmap in self.bitmaps.items() if key not in keys}
        return replace(self, bitmaps=kept | _together(packed))


EMPTY = BitMap()
# A bitmap takes some 250 bytes however few records are in it, and its label as much.
MOST = 100_000


def _together(packed):
    """{option: its records}, of rows that may name an option more than once."""
    found: dict[Hashable, BitMap] = {}
    for key, keys in packed:
        found[key] = found.get(key, EMPTY) | BitMap(unpacked(keys))
    return found


def _bitmaps(pairs):
    # Numbers of four bytes: a million records have some ten million pairs.
    records: dict[Hashable, array] = defaultdict(partial(array, "I"))
    for record, key in pairs:
        records[key].append(record)
    return {key: BitMap(found) for key, found in records.items()}

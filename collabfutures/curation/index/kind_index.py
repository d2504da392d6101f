"""The read index of one kind: everything a list is narrowed, counted and ordered by, in the memory of this process."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pyroaring import BitMap

from collabfutures.curation.database.snapshots import in_turn
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.index.documents import Documents
from collabfutures.curation.index.hits import Hits
from collabfutures.curation.index.option_lines import OptionLines
from collabfutures.curation.index.options import Options
from collabfutures.curation.index.orders import Order
from collabfutures.curation.index.rows import Rows

Reads = Callable[[Mapping[Any, Callable[[], Any]]], dict[Any, Any]]


@dataclass(frozen=True)
class KindIndex:
    """What was public when the content version was `number` of `epoch`. Never changed: a change makes another one."""

    number: int
    epoch: str
    public: BitMap
    options: dict[str, Options]
    orders: dict[str, Order]
    documents: Documents
    hits: Hits = field(default_factory=Hits)
    # The lines of each filter with the options that they were made of.
    kept_lines: dict[str, tuple[Options, OptionLines]] = field(default_factory=dict)

    @classmethod
    def read(
        cls, filterset_class: type[RecordFilterSet], number: int, epoch: str, reads: Reads = in_turn
    ) -> "KindIndex":
        """From the database, as it stands. `reads` says whether its parts are read in turn."""
        rows = Rows(filterset_class)
        orders = {("sort", word): partial(_order, rows, word) for word in rows.orders()}
        found = reads(orders | {("filter", name): partial(Options.read, rows, name) for name in rows.filters})
        public = BitMap(array("I", found[next(iter(orders))].keys.tobytes()))
        options = {name: found["filter", name] for name in rows.filters}
        return cls(number, epoch, public, options, {key[1]: found[key] for key in orders}, Documents())

    def lines(self, name: str, item: Any, model: Any) -> OptionLines:
        """The options of the filter `item` as they stand in its facet."""
        options, kept = self.options[name], self.kept_lines.get(name)
        if kept is None or kept[0] is not options:
            kept = self.kept_lines[name] = options, OptionLines.of(options, item, model)
        return kept[1]


def _order(rows, word):
    return Order(rows.ordered(word))

"""The read index of one kind: everything a list is narrowed, counted and ordered by, in the memory of this process."""

from array import array
from dataclasses import dataclass, field

from pyroaring import BitMap

from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.index.documents import Documents
from collabfutures.curation.index.hits import Hits
from collabfutures.curation.index.options import Options
from collabfutures.curation.index.orders import Order
from collabfutures.curation.index.rows import Rows


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

    @classmethod
    def read(cls, filterset_class: type[RecordFilterSet], number: int, epoch: str) -> "KindIndex":
        """From the database, as it stands."""
        rows = Rows(filterset_class)
        orders = {word: Order(rows.ordered(word)) for word in rows.orders()}
        public = BitMap(array("I", next(iter(orders.values())).keys.tobytes()))
        options = {name: Options.read(rows, name) for name in rows.filters}
        return cls(number, epoch, public, options, orders, Documents())

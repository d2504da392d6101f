"""Where in an order do some records belong? The database compares them, so that any order can be followed: among a few
others, then a few between their neighbours, until none is between. No key of an order is held in memory."""

from typing import Any

from pyroaring import BitMap

from collabfutures.curation.index.orders import Order
from collabfutures.curation.index.rows import Rows

# So many records are compared in one round, shared among those that are looked for.
PROBES = 2_000


def places_of(rows: Rows, orders: dict[str, Order], keys: BitMap) -> dict[str, tuple[list[int], list[int]]]:
    """{order: (places, keys)}: before which places of each order the records belong, those together in their order."""
    return {word: _placed(rows, word, order, keys) for word, order in orders.items()} if keys else {}


def _placed(rows: Rows, word: str, order: Order, keys: BitMap) -> tuple[list[int], list[int]]:
    # {record: [first place that it may have, last place]}
    spans = {key: [0, len(order.keys)] for key in keys}
    sequence = list(keys)
    while True:
        probes = _probes(order, spans)
        sequence = rows.ordered(word, [*probes, *keys]).tolist() if probes or len(keys) > 1 else sequence
        if len(sequence) < len({*probes, *keys}):
            raise LookupError("a record of the order is not public any longer")
        _narrow(spans, sequence, probes)
        if not any(first < last for first, last in spans.values()):
            sequence = [key for key in sequence if key in spans]
            return [spans[key][0] for key in sequence], sequence


def _probes(order, spans):
    """{record of the order: its place} to compare with: some evenly within each span, so that each is cut to a part."""
    each = max(1, PROBES // len(spans))
    found: dict[int, int] = {}
    for first, last in {tuple(span) for span in spans.values()}:
        step = max(1, (last - first) // (each + 1))
        places = range(min(first + step // 2, last), last, step)
        found |= {int(order.keys[place]): place for place in places}
    return found


def _narrow(spans: dict[int, list[int]], sequence: list[int], probes: dict[int, int]) -> None:
    """Each span ends at the nearest probes on both sides."""
    before: Any = 0
    for key in sequence:
        if key in probes:
            before = probes[key] + 1
        else:
            spans[key][0] = max(spans[key][0], before)
    after: Any = None
    for key in reversed(sequence):
        if key in probes:
            after = probes[key]
        elif after is not None:
            spans[key][1] = min(spans[key][1], after)

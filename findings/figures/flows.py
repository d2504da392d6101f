"""What flows from which sector to which? The table of learning and the places of its drawing."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from findings.models import LearningTransfer, Strength
from seminars.models import Sector

SIZE, RADIUS, NODE, OPEN, MARGIN = 460, 165, 56, 40, 10
WIDTHS = {Strength.PRIMARY: 6, Strength.EMPHASISED: 5, Strength.ALSO: 3, Strength.POTENTIAL: 2, Strength.NOT_STATED: 1}


@dataclass
class Node:
    title: str
    x: float
    y: float
    radius: int = NODE


@dataclass
class Arrow:
    """From (x1, y1) to (x2, y2), stopping short of the circles, a little to the left so that two ways stand apart."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: int
    title: str


@dataclass
class Cell:
    """What one sector (or an end not stated) may teach another. An empty cell between two sectors is a gap."""

    end: str
    transfers: list[LearningTransfer]
    is_gap: bool
    # From which sector to which; None for an end that is not stated.
    start: Sector | None
    finish: Sector | None


@dataclass
class Flows:
    """`rows` is [(from, [Cell for each end])]; the last row and column hold ends that are not stated."""

    ends: list[str]
    rows: list[tuple[str, list[Cell]]]
    nodes: list[Node]
    arrows: list[Arrow]

    @property
    def view_box(self) -> str:
        """What of the square the circles take up."""
        return f"0 0 {SIZE} {max(node.y for node in self.nodes) + NODE + MARGIN}"


def flows(transfers: Iterable[LearningTransfer]) -> Flows:
    """Flows of the public transfers given, whose links are attached, between public sectors."""
    sectors = list(Sector.objects.published())
    cells = _by_ends(transfers, {sector.pk for sector in sectors})
    starts = [(sector, sector.title) for sector in sectors] + [(None, "Not stated")]
    ends = [(sector, f"To the {sector.title.lower()}") for sector in sectors] + [(None, "To: not stated")]
    rows = [(title, [_cell(cells, start, finish, label) for finish, label in ends]) for start, title in starts]
    nodes = {sector.pk: _node(sector, place, len(sectors)) for place, sector in enumerate(sectors)}
    nodes |= {None: _open_end()} if any(None in pair for pair, _ in _drawn(cells)) else {}
    arrows = [_arrow(nodes, *pair, each) for pair, each in _drawn(cells)]
    return Flows([label for _, label in ends], rows, list(nodes.values()), arrows)


def _cell(cells, start, finish, label):
    found = cells[start and start.pk, finish and finish.pk]
    return Cell(label, found, None not in (start, finish) and start != finish, start, finish)


def _open_end():
    """In the middle stands what the source leaves open: from or to which sector."""
    return Node("Not stated", SIZE // 2, SIZE // 2, OPEN)


def _by_ends(transfers, known):
    """{(from, to): transfers} by keys of sectors, None for what is not stated or not public."""
    cells = defaultdict(list)
    for each in transfers:
        cells[tuple(pk if pk in known else None for pk in (each.from_sector_id, each.to_sector_id))].append(each)
    return cells


def _drawn(cells):
    """The transfers from one end to another, of which at least one is a sector."""
    return [(pair, each) for pair, found in cells.items() for each in found if pair[0] != pair[1]]


def _node(sector, place, number):
    angle = 2 * math.pi * place / number - math.pi / 2
    return Node(sector.title, round(SIZE / 2 + RADIUS * math.cos(angle)), round(SIZE / 2 + RADIUS * math.sin(angle)))


def _arrow(nodes, start, end, transfer):
    one, other = nodes[start], nodes[end]
    length = math.hypot(other.x - one.x, other.y - one.y)
    dx, dy = (other.x - one.x) / length, (other.y - one.y) / length
    side = 9
    return Arrow(
        x1=round(one.x + dx * one.radius - dy * side, 1),
        y1=round(one.y + dy * one.radius + dx * side, 1),
        x2=round(other.x - dx * (other.radius + 12) - dy * side, 1),
        y2=round(other.y - dy * (other.radius + 12) + dx * side, 1),
        width=WIDTHS[transfer.strength],
        title=f"{transfer.title}: {transfer.get_strength_display().lower()}",
    )

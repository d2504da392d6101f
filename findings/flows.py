"""What flows from which sector to which? The table of learning and the places of its drawing."""

import math
from dataclasses import dataclass

from findings.models import LearningTransfer, Strength
from seminars.models import Sector

SIZE, RADIUS, NODE = 360, 120, 46
WIDTHS = {Strength.PRIMARY: 6, Strength.EMPHASISED: 5, Strength.ALSO: 3, Strength.POTENTIAL: 2, Strength.NOT_STATED: 1}


@dataclass
class Node:
    title: str
    x: float
    y: float


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
class Flows:
    """`rows` is [(from, [[transfers to each sector] …])]; the last row and column hold ends that are not stated."""

    sectors: list
    rows: list[tuple[str, list[list[LearningTransfer]]]]
    nodes: list[Node]
    arrows: list[Arrow]


def flows(transfers):
    """Flows of the public transfers given, between public sectors."""
    sectors = list(Sector.objects.published())
    ends = [*sectors, None]
    known = {sector.pk for sector in sectors}
    cells = {}
    for each in transfers:
        pair = tuple(pk if pk in known else None for pk in (each.from_sector_id, each.to_sector_id))
        cells.setdefault(pair, []).append(each)
    rows = [
        (start.title if start else "Not stated", [cells.get((_pk(start), _pk(end)), []) for end in ends])
        for start in ends
    ]
    nodes = {sector.pk: _node(sector, place, len(sectors)) for place, sector in enumerate(sectors)}
    return Flows(sectors, rows, list(nodes.values()), [_arrow(nodes, *pair, each) for pair, each in _drawn(cells)])


def _pk(sector):
    return sector and sector.pk


def _drawn(cells):
    """The transfers between two stated sectors."""
    return [(pair, each) for pair, found in cells.items() for each in found if None not in pair and pair[0] != pair[1]]


def _node(sector, place, number):
    angle = 2 * math.pi * place / number - math.pi / 2
    return Node(sector.title, round(SIZE / 2 + RADIUS * math.cos(angle)), round(SIZE / 2 + RADIUS * math.sin(angle)))


def _arrow(nodes, start, end, transfer):
    one, other = nodes[start], nodes[end]
    length = math.hypot(other.x - one.x, other.y - one.y)
    dx, dy = (other.x - one.x) / length, (other.y - one.y) / length
    side = 9
    return Arrow(
        x1=round(one.x + dx * NODE - dy * side, 1),
        y1=round(one.y + dy * NODE + dx * side, 1),
        x2=round(other.x - dx * (NODE + 12) - dy * side, 1),
        y2=round(other.y - dy * (NODE + 12) + dx * side, 1),
        width=WIDTHS[transfer.strength],
        title=f"{transfer.title}: {transfer.get_strength_display().lower()}",
    )

"""How many records has each pair of values of two filters, and which pairs have none? One query a page.

A number in a cell is what the list behind its link holds: both ask the same filters. Where the table shows the records
themselves, they stand in the cell.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Any

from django.db.models import Count, IntegerField, Model, Value

from collabfutures.curation.database.expressions import fetch
from collabfutures.curation.filters.axes import Axis, Heading, Side
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.links import Link
from collabfutures.curation.unions import constant, union_all

# A shade stands for as many records on every map: from 1, from 2, from 4, from 8 on.
STEPS = (1, 2, 4, 8)


@dataclass(frozen=True)
class Table:
    """A table to be drawn: its axes, and how a reader is told to read it. `keep_empty` shows empty rows and columns."""

    row: Axis
    column: Axis
    # The FilterSet of the list that an empty cell leads to.
    empty_cell_list: type[RecordFilterSet]
    caption: str = ""
    note: str = ""
    # The columns that stand beside the titles of the records in the cells; None shows their number only.
    remarks: tuple[str, ...] | None = ()
    keep_empty: bool = True
    # (filter, value) of what is left out of the table besides what the reader narrows, and of the lists behind it.
    narrowed: tuple[tuple[str, str], ...] = ()

    @property
    def axes(self) -> tuple[Axis, Axis]:
        return self.row, self.column

    @property
    def empty_cell_kind(self) -> str:
        return self.empty_cell_list._meta.model._meta.verbose_name_plural


@dataclass
class Entry:
    """A record in a cell, and what the table says of it besides its title."""

    link: Link
    remark: str


@dataclass
class Counted:
    """How many records of another kind say something of a pair, and where they are listed."""

    model: type[Model]
    count: int
    address: str


@dataclass
class Cell:
    """One pair. `shade` runs from 0 (nothing) to 4 (eight or more); an empty cell leads to `empty_cell_list`.

    `also` is what other kinds say of the pair: where there are any, the cell's own number comes second.
    """

    row: Heading
    column: Heading
    count: int
    address: str
    entries: list[Entry]
    empty_cell_list: str
    also: list[Counted] = field(default_factory=list)

    @property
    def told(self) -> int:
        """The number that the cell shows first."""
        return sum(each.count for each in self.also) if self.also else self.count

    @property
    def shade(self) -> int:
        return sum(self.told >= step for step in STEPS)


@dataclass
class Matrix:
    """`down` and `across` say what stands along the rows and the columns, and what was left out there."""

    rows: list[tuple[Heading, list[Cell]]]
    down: Side
    across: Side

    @property
    def legend(self) -> list[tuple[int, str]]:
        """[(shade, how many records it stands for)]."""
        ends = [str(following - 1) for following in STEPS[1:]]
        ranges = [f"{start} to {end}" if str(start) != end else end for start, end in zip(STEPS, ends, strict=False)]
        return [(0, "none"), *enumerate([*ranges, f"{STEPS[-1]} or more"], 1)]

    @property
    def indifferent(self) -> list[str]:
        """The labels of the sides on which nothing depends: every row, or every column, has the same numbers."""
        table = [[cell.told for cell in cells] for _, cells in self.rows]
        sides = ((self.down, table), (self.across, list(zip(*table, strict=True))))
        return [
            side.label.lower()
            for side, lines in sides
            if self.is_filled and len(set(map(tuple, lines))) == 1 < len(lines)
        ]

    @property
    def is_filled(self) -> bool:
        return any(cell.told for _, cells in self.rows for cell in cells)


def filled(
    asked: Sequence[tuple[RecordFilterSet, Table]], known: Mapping[int, list[Sequence[Any]]] = MappingProxyType({})
) -> "list[Filled]":
    """What each valid filterset has for its table; one query for all of them, of whichever kinds they are.

    `known` are the rows of those, by their place, of which the database need not be asked.
    """
    width = max((len(table.remarks or ()) for _, table in asked), default=0)
    unknown = [pair for number, pair in enumerate(asked) if number not in known]
    found = [arm for number, pair in enumerate(asked) if number not in known for arm in _arms(*pair, number, width)]
    sets = [each for filterset in dict.fromkeys(filterset for filterset, _ in unknown) for each in filterset.sets]
    rows: dict[int, list] = defaultdict(list, known)
    for number, *row in fetch(union_all(found), sets) if found else ():
        rows[int(number)].append(row)
    return [Filled(*pair, rows[number]) for number, pair in enumerate(asked)]


CELL, HEADING = "cell", "heading"


def _arms(filterset, table, number, width):
    """Querysets of (table, CELL, row, its label and order, column, its label and order, slug, title, our readings,
    *remarks, number), and of (table, HEADING, side, value, label, order, …) for what stands there without any record
    too."""
    model, items = filterset.queryset.model, [filterset.filters[axis.name] for axis in table.axes]
    names = [name for axis in table.axes for name in (axis.name, f"{axis.name}{ALL_OF}")]
    records = model._base_manager.filter(filterset.without(*names).condition).order_by()
    for name, value in table.narrowed:
        records = records.filter(filterset.filters[name].condition(model, [value]))
    shown = ("slug", "title", "our_reading")
    own = (*shown, *table.remarks) if table.remarks is not None else [constant("")] * len(shown)
    padding = [constant("")] * (width + len(shown) - len(own))
    for one, other in product(items[0].columns(model), items[1].columns(model)):
        pairs = records.filter(one.present).filter(other.present)
        ends = (one.value, one.label, one.order, other.value, other.label, other.order)
        found = pairs.values_list(constant(str(number)), constant(CELL), *ends, *own, *padding)
        yield found.annotate(n=Count("pk", distinct=True))
    for side, (axis, item) in enumerate(zip(table.axes, items, strict=True)):
        for listed in item.listed(model):
            narrowed = (axis.within(listed) if axis.within else listed).order_by()
            head = (constant(str(number)), constant(HEADING), constant(str(side)), "slug", "title", "sort_title")
            zero = Value(0, output_field=IntegerField())
            yield narrowed.values_list(*head, *[constant("")] * (width + 5), zero)


class Filled:
    """What the query found for a table: `counts` and `entries` by (row, column), and the headings of each side."""

    def __init__(self, filterset: RecordFilterSet, table: Table, rows: list) -> None:
        self.filterset, self.model, self.table = filterset, filterset.queryset.model, table
        self.items = [filterset.filters[axis.name] for axis in table.axes]
        self.counts: dict[tuple[str, str], int] = defaultdict(int)
        self.entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.headings: list[dict[str, Heading]] = [self._fixed(item) for item in self.items]
        for kind, *row in rows:
            self._add_cell(*row) if kind == CELL else self._add_heading(int(row[0]), *row[1:4])

    def _fixed(self, item):
        options = enumerate(item.fixed_options(self.model).items())
        return {value: Heading(value, label, f"{place:04}") for place, (value, label) in options}

    def _add_heading(self, side, value, label, order):
        value = self.items[side].encode(value)
        kind = self.items[side].target(self.model)
        return self.headings[side].setdefault(value, Heading(value, label, order, kind)).value

    def _add_cell(self, *row):
        one, other = self._add_heading(0, *row[0:3]), self._add_heading(1, *row[3:6])
        slug, title, readings, *texts, number = row[6:]
        self.counts[one, other] += number
        if self.table.remarks is not None:
            texts = texts[: len(self.table.remarks)]
            remark = _remark(self.model, self.table.remarks, texts)
            self.entries[one, other].append(Entry(Link(self.model, slug, title, is_our_reading=bool(readings)), remark))


def _remark(model: type[Model], names: Iterable[str], texts: Iterable[str]) -> str:
    """The values of some columns in words: “close match; used in hospitals”."""
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    choices = [dict(column.flatchoices or []) for column in columns]
    words = [str(labels.get(value, value)) for labels, value in zip(choices, texts, strict=True)]
    return "; ".join(word for word in words if word)

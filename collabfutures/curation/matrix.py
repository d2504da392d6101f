"""How many records has each pair of values of two filters, and which pairs have none? Two queries for a table.

A number in a cell is what the list behind its link holds: both ask the same filters. Where the table shows the records
themselves, they stand in the cell.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count

from collabfutures.curation.filters import ALL_OF
from collabfutures.curation.links import Link
from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.relations import relation_path

SHADES = 4
MOST_ROWS, MOST_COLUMNS = 30, 10


@dataclass(frozen=True)
class Axis:
    """A relation filter as rows or columns. `within` limits the options, as {lookup: value} on the related kind."""

    name: str
    within: dict = field(default_factory=dict)


@dataclass
class Cell:
    """One pair. `shade` runs from 0 (nothing) to 4 (the fullest cell); `gap` is where an empty cell leads."""

    row: Link
    column: Link
    count: int
    address: str
    links: list[Link]
    gap: str
    shade: int = 0


@dataclass
class Matrix:
    rows: list[tuple[Link, list[Cell]]]
    columns: list[Link]
    row_label: str
    column_label: str
    # Options in which no cell is filled, when the table leaves them out.
    empty_rows: list[Link]
    empty_columns: list[Link]
    # How many more there are than the table has room for.
    more_rows: int = 0
    more_columns: int = 0

    @property
    def cells(self):
        return [cell for _, cells in self.rows for cell in cells]

    @property
    def empty(self):
        return sum(1 for cell in self.cells if not cell.count)


def matrix(filterset, row, column, gap, show_records=False, keep_empty=True):
    """The table of a valid filterset for two Axes. `keep_empty` shows rows and columns without any record too.

    `gap` is the FilterSet of the list that an empty cell leads to.
    """
    options = _both_options(filterset, row, column)
    counts, links = _filled(filterset, row, column, show_records)
    sums = [_sums(counts, side) for side in (0, 1)]
    shown = [
        _shown(each, own, most, keep_empty)
        for each, own, most in zip(options, sums, (MOST_ROWS, MOST_COLUMNS), strict=True)
    ]
    table = [
        (one, [_cell(filterset, (row, one), (column, other), counts, links, gap) for other in shown[1]])
        for one in shown[0]
    ]
    _shade(table)
    empty = [[link for link in each if link.slug not in own] for each, own in zip(options, sums, strict=True)]
    more = [sum(link.slug in own for link in each) for each, own in zip(options, sums, strict=True)]
    return Matrix(
        rows=table,
        columns=shown[1],
        row_label=_label(filterset, row),
        column_label=_label(filterset, column),
        empty_rows=[] if keep_empty else empty[0],
        empty_columns=[] if keep_empty else empty[1],
        more_rows=max(0, more[0] - MOST_ROWS),
        more_columns=max(0, more[1] - MOST_COLUMNS),
    )


def _sums(counts, side):
    """{slug: number in all its cells} of the rows (side 0) or the columns (side 1)."""
    sums = defaultdict(int)
    for pair, number in counts.items():
        sums[pair[side]] += number
    return sums


def _shown(options, sums, most, keep_empty):
    """The options that the table has room for, the fullest first to stay, in their order."""
    wanted = [link for link in options if keep_empty or link.slug in sums]
    kept = sorted(wanted, key=lambda link: -sums.get(link.slug, 0))[:most]
    return [link for link in wanted if link in kept]


def _shade(table):
    cells = [cell for _, cells in table for cell in cells]
    most = max((cell.count for cell in cells), default=1) or 1
    for cell in cells:
        cell.shade = -(-cell.count * SHADES // most)


def _label(filterset, axis):
    return str(filterset.filters[axis.name].label)


def _both_options(filterset, row, column):
    """What stands along the rows and along the columns, in one query."""
    targets = {}
    arms = []
    for side, axis in (("row", row), ("column", column)):
        targets[side], records = _options(filterset, axis)
        arms.append(records.order_by().values_list(constant(side), "slug", "title"))
    found = sorted(union_all(arms), key=lambda option: option[2].lower())
    return [
        [Link(target, slug, title) for own, slug, title in found if own == side] for side, target in targets.items()
    ]


def _options(filterset, axis):
    """The kind along an axis, and its records there: the reader's choice of this filter, or all its options."""
    item, model = filterset.filters[axis.name], filterset.queryset.model
    chosen = filterset.chosen.get(axis.name) or filterset.chosen.get(f"{axis.name}{ALL_OF}")
    target = item.target(model)
    records = target.objects.published()
    within = target._base_manager.filter(**axis.within).values("pk")
    return target, records.filter(slug__in=chosen) if chosen else records.filter(pk__in=within)


def _paths(filterset, axis):
    item, model = filterset.filters[axis.name], filterset.queryset.model
    return [relation_path(model, name) for name in item.relations]


def _filled(filterset, row, column, show_records):
    """{(row slug, column slug): number} and the same with the records, where they are wanted."""
    model = filterset.queryset.model
    names = [name for axis in (row, column) for name in (axis.name, f"{axis.name}{ALL_OF}")]
    records = model._base_manager.filter(pk__in=filterset.without(*names).values("pk")).order_by()
    arms = []
    for one in _paths(filterset, row):
        for other in _paths(filterset, column):
            pairs = records.filter(is_public(f"{one}__")).filter(is_public(f"{other}__"))
            own = ("slug", "title") if show_records else (constant(""), constant(""))
            values = pairs.values_list(f"{one}__slug", f"{other}__slug", *own)
            arms.append(values.annotate(n=Count("pk", distinct=True)))
    counts, links = defaultdict(int), defaultdict(list)
    for one, other, slug, title, number in union_all(arms):
        counts[one, other] += number
        if show_records:
            links[one, other].append(Link(model, slug, title))
    return counts, links


def _cell(filterset, row, column, counts, links, gap):
    pair = (row[1].slug, column[1].slug)
    return Cell(
        row=row[1],
        column=column[1],
        count=counts.get(pair, 0),
        address=_address(filterset, {row[0].name: pair[0], column[0].name: pair[1]}),
        links=sorted(links.get(pair, []), key=str),
        gap=_gap(gap, {row[0].name: pair[0], column[0].name: pair[1]}),
    )


def _gap(filterset_class, pair):
    """The list that an empty cell leads to, narrowed to as much of the pair as it has filters for."""
    kept = {name: slug for name, slug in pair.items() if name in filterset_class.base_filters}
    address = filterset_class._meta.model.get_list_url()
    return f"{address}?{urlencode(kept)}" if kept else address


def _address(filterset, own):
    """The list of this filterset with the two filters of a cell in place of the reader's."""
    kept = [
        (name, value)
        for name, values in filterset.data.lists()
        for value in values
        if value and name in filterset.filters and name.removesuffix(ALL_OF) not in (*own, "sort")
    ]
    return f"{filterset.queryset.model.get_list_url()}?{urlencode([*kept, *own.items()])}"

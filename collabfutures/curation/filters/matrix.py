"""How many records has each pair of values of two filters, and which pairs have none? Two queries for a table.

A number in a cell is what the list behind its link holds: both ask the same filters. Where the table shows the records
themselves, they stand in the cell.
"""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count

from collabfutures.curation.filters.axes import Side, sides
from collabfutures.curation.filters.values import ALL_OF, RelationFilter
from collabfutures.curation.links import Link
from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.relations import relation_path

SHADES = 4
MOST_ROWS, MOST_COLUMNS = 30, 10


@dataclass
class Entry:
    """A record in a cell, and what the table tells of it besides its title."""

    link: Link
    told: str


@dataclass
class Cell:
    """One pair. `shade` runs from 0 (nothing) to 4 (the fullest cell); `gap` is where an empty cell leads."""

    row: Link
    column: Link
    count: int
    address: str
    entries: list[Entry]
    gap: str
    shade: int = 0


@dataclass
class Matrix:
    """`down` and `across` say what stands along the rows and the columns, and what was left out there."""

    rows: list[tuple[Link, list[Cell]]]
    down: Side
    across: Side


def matrix(filterset, row, column, gap, told=None, keep_empty=True):
    """The table of a valid filterset for two Axes. `keep_empty` shows rows and columns without any record too.

    `gap` is the FilterSet of the list that an empty cell leads to. `told` names the columns of the records that are
    told beside their titles in the cells; None tells their number only.
    """
    counts, entries = _filled(filterset, row, column, told)
    down, across = sides(filterset, (row, column), counts, (MOST_ROWS, MOST_COLUMNS), keep_empty)
    table = [
        (one, [_cell(filterset, (row, one), (column, other), counts, entries, gap) for other in across.shown])
        for one in down.shown
    ]
    _shade(table)
    return Matrix(table, down, across)


def _shade(table):
    cells = [cell for _, cells in table for cell in cells]
    most = max((cell.count for cell in cells), default=1) or 1
    for cell in cells:
        cell.shade = -(-cell.count * SHADES // most)


def _paths(filterset, axis):
    item, model = filterset.filters[axis.name], filterset.queryset.model
    return [relation_path(model, name) for name in item.relations]


def _filled(filterset, row, column, told):
    """{(row slug, column slug): number} and the same with Entries of the records, where they are `told`."""
    model = filterset.queryset.model
    names = [name for axis in (row, column) for name in (axis.name, f"{axis.name}{ALL_OF}")]
    records = model._base_manager.filter(pk__in=filterset.without(*names).values("pk")).order_by()
    arms = []
    for one in _paths(filterset, row):
        for other in _paths(filterset, column):
            pairs = records.filter(is_public(f"{one}__")).filter(is_public(f"{other}__"))
            own = (constant(""), constant("")) if told is None else ("slug", "title", *told)
            values = pairs.values_list(f"{one}__slug", f"{other}__slug", *own)
            arms.append(values.annotate(n=Count("pk", distinct=True)))
    counts, entries = defaultdict(int), defaultdict(list)
    for one, other, slug, title, *texts, number in union_all(arms):
        counts[one, other] += number
        if told is not None:
            entries[one, other].append(Entry(Link(model, slug, title), _texts(model, told, texts)))
    return counts, entries


def _texts(model, names, values):
    """The values of some columns in words: “close match; used in hospitals”."""
    choices = [dict(model._meta.get_field(name).flatchoices or []) for name in names]
    words = [str(labels.get(value, value)) for labels, value in zip(choices, values, strict=True)]
    return "; ".join(word for word in words if word)


def _cell(filterset, row, column, counts, entries, gap):
    pair = (row[1].slug, column[1].slug)
    return Cell(
        row=row[1],
        column=column[1],
        count=counts.get(pair, 0),
        address=_address(filterset, {row[0].name: pair[0], column[0].name: pair[1]}),
        entries=sorted(entries.get(pair, []), key=lambda entry: entry.link.title),
        gap=_gap(gap, (row[1], column[1])),
    )


def _gap(filterset_class, links):
    """The list that an empty cell leads to, narrowed to as much of the pair as it has filters for."""
    model, names = filterset_class._meta.model, {}
    for name, item in filterset_class.base_filters.items():
        if isinstance(item, RelationFilter):
            names.setdefault(item.target(model), name)
    kept = urlencode([(names[link.kind], link.slug) for link in links if link.kind in names])
    return f"{model.get_list_url()}?{kept}" if kept else model.get_list_url()


def _address(filterset, own):
    """The list of this filterset with the two filters of a cell in place of the reader's."""
    kept = [
        (name, value)
        for name, values in filterset.data.lists()
        for value in values
        if value and name in filterset.filters and name.removesuffix(ALL_OF) not in (*own, "sort")
    ]
    return f"{filterset.queryset.model.get_list_url()}?{urlencode([*kept, *own.items()])}"

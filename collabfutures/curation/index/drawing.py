"""A table of two filters as it is shown: its cells, where each leads, and no more of them than there is room for."""

from collections.abc import Sequence
from urllib.parse import urlencode

from collabfutures.curation.filters.axes import sides
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.matrix import Cell, Filled, Matrix, Table
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.index.leads import Leads
from collabfutures.curation.index.tables import filled

# How many rows and columns a page has room for.
ROOM = (30, 10)


def matrices(filterset: RecordFilterSet, tables: Sequence[Table], room: tuple[int, int] = ROOM) -> list[Matrix]:
    """The tables of a valid filterset, drawn."""
    return [drawn(found, room) for found in filled([(filterset, table) for table in tables])]


def drawn(found: Filled, room: tuple[int, int] = ROOM) -> Matrix:
    """The table as it is shown: as many rows and columns as there is room for."""
    filterset, table = found.filterset, found.table
    down, across = sides(filterset, table.axes, found, room, table.keep_empty)
    leads = Leads(table.empty_cell_list, [each.target(found.model) for each in found.items])
    rows = [(one, [_cell(found, leads, one, other) for other in across.shown]) for one in down.shown]
    return Matrix(rows, down, across)


def _cell(found, leads, row, column):
    filterset, table = found.filterset, found.table
    pair = (row.value, column.value)
    return Cell(
        row=row,
        column=column,
        count=found.counts.get(pair, 0),
        address=_address(filterset, {**dict(table.narrowed), table.row.name: pair[0], table.column.name: pair[1]}),
        entries=sorted(found.entries.get(pair, []), key=lambda entry: entry.link.title),
        empty_cell_list=leads.address(row, column),
    )


def _address(filterset, own):
    """The list of this filterset with the two filters of a cell in place of the reader's."""
    kept = filterset.pairs_without(*own, *(f"{name}{ALL_OF}" for name in own))
    return f"{filterset.queryset.model.get_list_url()}?{urlencode([*kept, *own.items()])}"

"""The same records as rows: CSV and Excel. A renderer changes how records are written, never which or in what order."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, DateTimeField, Model
from django.utils.timezone import localtime
from drf_spectacular.types import OpenApiTypes
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from collabfutures.curation.dates import PartialDateField
from collabfutures.curation.fields import readable
from collabfutures.curation.formats.chosen_fields import FieldChoice
from collabfutures.curation.formats.records import Batches, RecordsRenderer, kind_of, rows
from collabfutures.curation.sheets.escaping import guarded

# What Excel takes in one cell, and how many rows in one sheet besides its heading.
MOST_IN_A_CELL, MOST_ROWS = 32_767, 1_048_575


class CsvRenderer(RecordsRenderer):
    """One row a record, columns named as the API's fields, several values joined by " | ", UTF-8 without a mark."""

    media_type = "text/csv"
    format = extension = "csv"

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[str]:
        # No byte order mark: programs would read it into the name of the first column. docs/decisions/ says more.
        columns = columns_wanted(serializer_class, request)
        yield csv_line(columns)
        for row in flat_rows(batches, serializer_class, request):
            yield csv_line(cell(row[column]) for column in columns)


def flat_rows(batches: Batches, serializer_class: Any, request: Any) -> Iterator[dict[str, Any]]:
    """The records as the API has them, with the slug of a related record in the place of the object."""
    ways = {name: getattr(field, "in_cell", None) for name, field in serializer_class().fields.items()}
    objects = {name: in_cell for name, in_cell in ways.items() if in_cell}
    for row in rows(batches, serializer_class, request):
        yield row | {name: _flat(row[name], in_cell) for name, in_cell in objects.items()}


def columns_wanted(serializer_class: Any, request: Any) -> list[str]:
    return FieldChoice.of(request.query_params, serializer_class).columns(list(serializer_class.Meta.fields))


def _flat(value, in_cell):
    return [in_cell(each) for each in value] if isinstance(value, list) else value and in_cell(value)


def csv_line(cells: Iterable[str]) -> str:
    """One line of a CSV file, quoted where it must be."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as the text of one cell. None is empty; a list is joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = readable(" | ".join(str(part) for part in value) if isinstance(value, list | tuple) else value)
    return text if isinstance(value, int | float) else guarded(text)


class XlsxRenderer(RecordsRenderer):
    """The rows as a workbook of one sheet: numbers and dates typed, texts as text, the heading row stays in sight."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = extension = "xlsx"
    charset = None
    render_style = "binary"
    described_as = OpenApiTypes.BINARY
    most_records = MOST_ROWS

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[bytes]:
        """The file is written to the disk first: a workbook begins with what is known only at its end."""
        model, columns = kind_of(serializer_class), columns_wanted(serializer_class, request)
        book = Workbook(write_only=True)
        sheet = book.create_sheet(str(model._meta.verbose_name_plural)[:31])
        sheet.freeze_panes = "A2"
        dated = _dated(model, columns)
        sheet.append([_cell(sheet, column) for column in columns])
        for row in flat_rows(batches, serializer_class, request):
            sheet.append([_cell(sheet, _typed(dated.get(column), row[column])) for column in columns])
        with tempfile.TemporaryFile() as file:
            book.save(file)
            file.seek(0)
            yield from iter(lambda: file.read(65_536), b"")


def _dated(model: type[Model], columns: list[str]) -> dict[str, type]:
    """{column: date or datetime} of the columns that hold one; JSON has made texts of them."""
    fields = {field.name: field for field in model._meta.concrete_fields if field.name in columns}
    moments: dict[str, type] = {name: datetime for name, field in fields.items() if isinstance(field, DateTimeField)}
    days: dict[str, type] = {
        name: date for name, field in fields.items() if isinstance(field, DateField | PartialDateField)
    }
    return days | moments


def _typed(kind, value):
    """A moment without its zone, in the time of the place: Excel knows no zones. A part of a date stays a text."""
    if kind is None or not value or len(value) < len("2009-11-01"):
        return value
    return (
        localtime(datetime.fromisoformat(value)).replace(tzinfo=None) if kind is datetime else date.fromisoformat(value)
    )


def _cell(sheet, value):
    """Numbers, dates and booleans keep their type; a text is text whatever it looks like. A cut is marked."""
    if isinstance(value, bool | int | float | date):
        return WriteOnlyCell(sheet, value)
    if isinstance(value, list | tuple):
        value = " | ".join(str(part) for part in value)
    text = "" if value is None else readable(value)
    found = WriteOnlyCell(sheet, text if len(text) <= MOST_IN_A_CELL else f"{text[: MOST_IN_A_CELL - 2]} …")
    found.data_type = "s"
    return found

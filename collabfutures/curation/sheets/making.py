"""Makes the sheet of a kind: of records in any state, or a template that explains its columns and offers values."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from collabfutures.curation.desk.copies import all_at_desk
from collabfutures.curation.relations import is_kind
from collabfutures.curation.sheets.checking import WRONG, Row
from collabfutures.curation.sheets.columns import Column, Names, sheet_columns, written
from collabfutures.curation.sheets.escaping import guarded

CHUNK = 500
# What Excel takes in one cell; openpyxl would cut the rest off.
MOST_IN_A_CELL = 32_767
# So many values a list to choose from offers, and so many rows have one.
MOST_OFFERED, ROWS_WITH_LISTS = 1_000, 5_000


def rows_of_records(model: Any, keys: list[int]) -> Iterator[list[str]]:
    """The heading, then a row for each record as those see it who work on it."""
    found, names = sheet_columns(model), Names()
    yield [column.name for column in found]
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        contents = all_at_desk(model, part)
        for key in part:
            if key in contents:
                yield [written(column, contents[key], names) for column in found]


def rows_of_faults(rows: Iterable[Row]) -> Iterator[list[str]]:
    """The rows that are wrong, as they were brought, with what is wrong in front."""
    wrong = [row for row in rows if row.faults]
    yield [WRONG, *(wrong[0].cells if wrong else ())]
    for row in wrong:
        yield [f"Row {row.number}. {' '.join(map(str, row.faults))}", *row.cells.values()]


def as_csv(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in rows)
    # A spreadsheet takes a file without the mark for one of the last century.
    return out.getvalue().encode("utf-8-sig")


def as_workbook(rows: Iterable[list[str]], model: Any, is_template: bool = False) -> bytes:
    """The rows as a workbook, every cell a text; a second sheet says what each column takes."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title, sheet.freeze_panes = str(model._meta.verbose_name_plural)[:31], "B2"
    for row in rows:
        if any(len(cell) > MOST_IN_A_CELL for cell in row):
            raise ValidationError(f"A text of “{row[0]}” is longer than a cell of a workbook: take CSV instead.")
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    if is_template:
        _explain(book, sheet, model)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(book, sheet, model):
    explained, values = book.create_sheet("Columns"), book.create_sheet("Values")
    explained.append(["column", "called", "takes", "what for"])
    for number, column in enumerate(sheet_columns(model), start=1):
        offered = _offered(column)
        explained.append([column.name, column.label, _takes(column), str(getattr(column.field, "help_text", ""))])
        for place, value in enumerate([column.name, *offered], start=1):
            values.cell(place, number, value)
        if offered and not column.is_many:
            letter = get_column_letter(number)
            listed = DataValidation("list", f"Values!${letter}$2:${letter}${len(offered) + 1}", allow_blank=True)
            listed.add(f"{letter}2:{letter}{ROWS_WITH_LISTS}")
            sheet.add_data_validation(listed)


def _offered(column: Column) -> list[str]:
    """What can be chosen, where that is not too much to be looked through."""
    if column.target is None:
        return column.choices
    name = "slug" if is_kind(column.target) else "pk"
    found = column.target._base_manager.order_by(name).values_list(name, flat=True)[: MOST_OFFERED + 1]
    return [str(each) for each in found] if len(found) <= MOST_OFFERED else []


def _takes(column):
    if column.lines is not None:
        return "lines joined by |, each as name=value; name=value"
    if column.target is not None:
        called = column.target._meta.verbose_name
        return f"addresses, joined by |, of any {called}" if column.is_many else f"the address of a {called}"
    return f"one of: {', '.join(column.choices)}" if column.choices else column.field.get_internal_type()

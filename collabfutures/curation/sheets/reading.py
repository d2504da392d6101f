"""Reads a file of rows that somebody brings: CSV or XLSX, never more than a form could hold, and no bomb."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from collabfutures.curation.sheets.escaping import unguarded

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_IN_A_CELL = 10_000_000, 5_000, 120, 40_000
# What a workbook unpacks to, in how many parts.
MOST_UNPACKED, MOST_PARTS = 100_000_000, 500
Rows = list[list[str]]
# What stands in the format of a cell as it is: quoted, in brackets, or after a sign that takes the next one so.
# A document type stands before everything else in a part.
HEAD_BYTES = 4_096
NO_PART_OF_A_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')


def rows_of(content: bytes) -> Rows:
    """The rows of a file as texts, the heading first. Raises ValidationError for what is no sheet, or too large."""
    if len(content) > MOST_BYTES:
        raise ValidationError(f"A sheet may have {MOST_BYTES // 1_000_000} MB; this one has more. Bring it in parts.")
    found = _bounded(_of_workbook(content) if content[:2] == b"PK" else _of_csv(content))
    if not found:
        raise ValidationError("The sheet is empty: its first row names the columns.")
    return found


def _bounded(rows: Iterator[list[str]]) -> Rows:
    found: Rows = []
    for row in rows:
        if not any(row):
            continue
        if len(found) > MOST_ROWS:
            raise ValidationError(f"A sheet may have {MOST_ROWS:,} rows; this one has more. Bring it in parts.")
        if len(row) > MOST_COLUMNS or any(len(cell) > MOST_IN_A_CELL for cell in row):
            raise ValidationError(f"Row {len(found) + 1} is too wide for a sheet of records.")
        found.append(row)
    return found


def _of_csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError("The file is no UTF-8 text: save it as “CSV UTF-8”, or as a workbook.") from error
    if "\0" in text:
        raise ValidationError("The file is no text: bring CSV or XLSX.")
    first = text.partition("\n")[0]
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        for row in reader:
            yield [unguarded(cell) for cell in row]
    except csv.Error as error:
        raise ValidationError(f"Line {reader.line_num} cannot be read: {error}.") from error


def _of_workbook(content: bytes) -> Iterator[list[str]]:
    """The first sheet. Formulas are read as the text that they are, never as what they give."""
    _refuse_bombs(content)
    try:
        book: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a workbook says of its own size may be wrong.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
            yield _trimmed([_text(cell.value, cell.number_format) for cell in row])
    except ValidationError:
        raise
    except Exception as error:
        # openpyxl raises whatever its parsers do.
        raise ValidationError("The workbook cannot be read: save it anew as XLSX, or as “CSV UTF-8”.") from error


def _refuse_bombs(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            is_bomb = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED
            has_entities = not is_bomb and any(b"<!DOCTYPE" in archive.open(part).read(HEAD_BYTES) for part in parts)
    except Exception as error:
        # zipfile raises more than its own errors for headers that are wrong on purpose.
        raise ValidationError("The file is neither CSV nor a workbook.") from error
    if is_bomb:
        raise ValidationError("The workbook unpacks to more than a sheet of records could hold.")
    if has_entities:
        raise ValidationError("The workbook declares a document type, which none that is saved by a program does.")


def _trimmed(row):
    while row and row[-1] == "":
        row.pop()
    return row


def _text(value, shown_as=None):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return _as_shown(value.isoformat().removesuffix("T00:00:00"), shown_as or "")
    return str(value)


def _as_shown(text, shown_as):
    """Of a date what its cell shows: Excel makes the first of November of “Nov 2009”, and nobody said that day."""
    parts = {*NO_PART_OF_A_DATE.sub("", shown_as).partition(";")[0].lower()}
    if parts & {"d", "h"} or not parts & {"m", "y"} or len(text) > len("2009-11-01"):
        return text
    return text[: len("2009-11" if "m" in parts else "2009")]

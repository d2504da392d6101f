"""Rows of plain values as CSV, for answers that are no records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from collabfutures.curation.formats.sheets import cell, csv_line

CSV_TYPE = "text/csv; charset=utf-8"


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A heading and a line for each row; several values are joined by " | "."""
    lines = ((cell(row.get(column)) for column in columns) for row in rows)
    return "".join([csv_line(columns), *map(csv_line, lines)])

"""What a serializer has written, as the rows of a sheet."""

from typing import Any


def flat_rows(serializer: Any, data: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """(rows with texts in the place of objects, names of the columns) of what a serializer has written."""
    ways = {name: _in_cell(field) for name, field in serializer.fields.items()}
    return [{name: _flat(row[name], way) for name, way in ways.items()} for row in data], list(ways)


def _in_cell(field):
    return getattr(getattr(field, "child", field), "in_cell", None)


def _flat(value, in_cell):
    if in_cell is None or not value:
        return value
    return [in_cell(each) for each in value] if isinstance(value, list) else in_cell(value)

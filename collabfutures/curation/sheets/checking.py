"""What would become of each row of a sheet: new, changed, the same, or wrong, and why."""

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError

from collabfutures.curation.desk.copies import all_at_desk
from collabfutures.curation.revisions.blank import blank
from collabfutures.curation.revisions.comparing import changed_names
from collabfutures.curation.revisions.content import Content, columns, plain
from collabfutures.curation.sheets.columns import Column, Names, read, sheet_columns
from collabfutures.curation.sheets.reading import Rows
from collabfutures.curation.tidy import tidied

# The column that a sheet of what is wrong begins with; it is passed over when the sheet is brought again.
WRONG = "what is wrong"
NEVER = ("state", "token", "id", "published_at", "withdrawn_at", "created_at", "updated_at")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell."""

    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.column}: {self.reason}"


@dataclass
class Row:
    """One row: its number in the sheet, its cells, what it would be, and the content that it would have."""

    number: int
    cells: dict[str, str]
    what: str = ""
    record: Any = None
    content: Content = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    before: Content = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def heading(model: Any, row: list[str]) -> list[Column | None]:
    """The columns of a sheet, None for one that is passed over. Raises ValidationError for one that is not known."""
    known = sheet_columns(model)
    by_name = {column.name: column for column in known} | {column.label.lower(): column for column in known}
    found: list[Column | None] = []
    for name in row:
        column = by_name.get(name.strip()) or by_name.get(name.strip().lower())
        if column is None and name.strip() and name.strip() != WRONG:
            raise ValidationError(_unknown(name.strip(), list(by_name)))
        found.append(column)
    names = [column.name for column in found if column]
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise ValidationError(f"The column “{twice[0]}” stands there twice.")
    if "slug" not in names:
        raise ValidationError("A column “slug” is needed: it says which record a row is about.")
    return found


def _unknown(name, known):
    if name.lower() in NEVER:
        return f"“{name}” is set by the acts of the desk, never by a sheet: take the column out."
    near = get_close_matches(name.lower(), known, 1)
    return f"No column is called “{name[:80]}”.{f' Did you mean “{near[0]}”?' if near else ''}"


def checked(model: Any, rows: Rows) -> list[Row]:
    """Every row below the heading. Raises ValidationError where the heading is wrong."""
    found, names = heading(model, rows[0]), Names()
    made = [_row(number, found, cells) for number, cells in enumerate(rows[1:], start=2)]
    slugs = {row.cells.get("slug", "").strip() for row in made}
    there = {each.slug: each for each in model._base_manager.filter(slug__in=slugs - {""})}
    before = all_at_desk(model, [each.pk for each in there.values()])
    for row in made:
        row.record = there.get(row.cells.get("slug", "").strip())
        row.before = before[row.record.pk] if row.record else blank(model) | _defaults(model)
        _read(row, [column for column in found if column], names)
    _refuse_twice(model, made)
    for row in made:
        row.faults += [] if row.faults else _faults(model, row)
        row.names = changed_names(row.before, row.content) if row.record else [*row.cells]
        row.what = "wrong" if row.faults else "new" if row.record is None else "changed" if row.names else "same"
    return made


def _row(number, found, cells):
    padded = [*cells, *[""] * len(found)]
    row = Row(number, {column.name: cell for column, cell in zip(found, padded, strict=False) if column})
    if any(cells[len(found) :]):
        row.faults.append(Fault("", cells[len(found)], "There are more cells than columns."))
    return row


def _defaults(model):
    return {each.name: plain(each.get_default()) for each in columns(model)}


def _read(row, found, names):
    row.content = dict(row.before)
    for column in found:
        text = row.cells[column.name]
        try:
            row.content[column.name] = plain(read(column, tidied(text), names))
        except ValidationError as error:
            row.faults.append(Fault(column.name, text, " ".join(error.messages)))


def _refuse_twice(model, made):
    """No two rows have what only one record may have."""
    first: dict[tuple[str, str], int] = {}
    for name in (each.name for each in columns(model) if each.unique):
        for row in made:
            if value := row.content.get(name):
                number = first.setdefault((name, str(value)), row.number)
                if number != row.number:
                    row.faults.append(Fault(name, str(value), f"Row {number} has the same."))


def _faults(model: Any, row: Row) -> list[Fault]:
    """What the model says of the record as it would be."""
    stored = row.record or model()
    record = model(**{each.attname: getattr(stored, each.attname) for each in model._meta.concrete_fields})
    record._state.adding = row.record is None
    try:
        for each in columns(model):
            setattr(record, each.attname, each.to_python(row.content.get(each.name)))
        record.full_clean()
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        return [_fault(row, name, " ".join(found)) for name, found in told.items()]
    return []


def _fault(row, name, reason):
    """One about a column that the sheet lacks says which."""
    if name in row.cells:
        return Fault(name, row.cells[name], reason)
    return Fault("", "", reason if name == "__all__" else f"{name} is in no column of this sheet. {reason}")

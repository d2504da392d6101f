"""Which columns has the sheet of a kind, and how is a value of each written and read? Names and slugs, never keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField

from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.comparing import label
from collabfutures.curation.revisions.content import Content, columns
from collabfutures.curation.revisions.lines import line_fields, line_key, line_relations
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.working_copy import BESIDE
from collabfutures.curation.sheets.escaping import joined, parted

YES, NO = "yes", "no"
WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


@dataclass(frozen=True)
class Column:
    """One column: its name in the heading, what curators call it, and the field or relation behind it."""

    name: str
    label: str
    field: Any
    is_many: bool = False
    lines: Any = None

    @property
    def choices(self) -> list[str]:
        return [str(value) for value, _ in self.field.flatchoices if value != ""] if self.field is not None else []

    @property
    def target(self) -> Any:
        """The model whose rows are named in it, if it names some."""
        return self.field.related_model if self.field is not None and self.field.is_relation else None


def sheet_columns(model: Any) -> list[Column]:
    """The address first, by which a row is known, then what a form has. Who can see a record is no column."""
    fields = [field for field in columns(model) if field.name not in BESIDE]
    fields.sort(key=lambda field: field.name != "slug")
    found = [Column(field.name, label(model, field.name), field) for field in fields]
    found += [Column(name, label(model, name), model._meta.get_field(name), True) for name in many(model)]
    relations = {relation.get_accessor_name(): relation for relation in line_relations(model)}
    return found + [Column(name, label(model, name), None, True, relation) for name, relation in relations.items()]


class Names:
    """What the rows are called that some cells name, in both directions; each model is asked once for all of them."""

    def __init__(self) -> None:
        self._by_key: dict[Any, dict[Any, str]] = {}
        self._by_name: dict[Any, dict[str, Any]] = {}

    def of_keys(self, model: Any, keys: Iterable[Any]) -> list[str]:
        known = self._by_key.setdefault(model, {})
        if missing := {*keys} - known.keys():
            known |= dict(model._base_manager.filter(pk__in=missing).values_list("pk", _name(model)))
        return [str(known[key]) for key in keys if key in known]

    def key(self, model: Any, name: str) -> Any:
        """The key of the row that is called so. Raises ValidationError with the nearest name."""
        known = self._by_name.setdefault(model, {})
        if name not in known:
            found = _found(model, name)
            if found is None:
                raise ValidationError(_unknown(model, name))
            known[name] = found
        return known[name]


def _name(model):
    return "slug" if is_kind(model) else "pk"


def _found(model, name):
    try:
        value = model._meta.get_field(_name(model) if is_kind(model) else model._meta.pk.name).to_python(name)
    except ValidationError:
        return None
    return model._base_manager.filter(**{_name(model): value}).values_list("pk", flat=True).first()


def _unknown(model, name):
    start = name[:2]
    rows = model._base_manager.order_by().values_list(_name(model), flat=True)
    near = get_close_matches(
        name, map(str, rows.filter(slug__startswith=start)[:2_000] if is_kind(model) else rows[:500]), 1
    )
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"No {model._meta.verbose_name} is called “{name[:80]}”.{hint}"


def written(column: Column, content: Content, names: Names) -> str:
    """The cell of a column in the row of a record."""
    value = content.get(column.name)
    if column.lines is not None:
        return joined([_line(column, line, names) for line in value or ()])
    if column.is_many:
        return joined(names.of_keys(column.target, value or []))
    if value is None or value == "":
        return ""
    if column.target is not None:
        return "".join(names.of_keys(column.target, [value]))
    return (YES if value else NO) if isinstance(column.field, BooleanField) else str(value)


def _line(column, line, names):
    fields = {field.name: field for field in line_fields(column.lines)}
    parts = []
    for name, value in line.items():
        if name in fields and value not in (None, ""):
            said = (
                "".join(names.of_keys(fields[name].related_model, [value])) if fields[name].is_relation else str(value)
            )
            parts.append(f"{name}={said}")
    return joined(parts, ";")


def read(column: Column, text: str, names: Names) -> Any:
    """The value of a cell, as a content has it. Raises ValidationError that names what it could have been."""
    if column.lines is not None:
        return [_read_line(column, part, names) for part in parted(text)]
    if column.is_many:
        return sorted({names.key(column.target, name) for name in parted(text)})
    if column.target is not None:
        return names.key(column.target, text.strip()) if text.strip() else None
    if text == "" and column.field.null:
        return None
    if text == "" and not column.field.blank and column.field.has_default():
        # An empty cell says that nothing is stated, in the word that the field has for it.
        return column.field.get_default()
    if isinstance(column.field, BooleanField):
        return _yes_or_no(text)
    if column.choices and text:
        return _choice(column, text.strip())
    return column.field.to_python(text)


def _yes_or_no(text):
    if text.strip().lower() not in WORDS:
        raise ValidationError(f"“{text[:80]}” is neither {YES} nor {NO}.")
    return WORDS[text.strip().lower()]


def _choice(column, text):
    words = {str(called).lower(): str(value) for value, called in column.field.flatchoices}
    value = text if text in column.choices else words.get(text.lower())
    if value is None:
        near = get_close_matches(text.lower(), [*column.choices, *words], 1)
        hint = f" Did you mean “{words.get(near[0], near[0])}”?" if near else ""
        raise ValidationError(f"“{text[:80]}” is none of: {', '.join(column.choices)}.{hint}")
    return value


def _read_line(column, text, names):
    fields, line = {field.name: field for field in line_fields(column.lines)}, {}
    for part in parted(text, ";"):
        name, sign, value = part.partition("=")
        if not sign or name.strip() not in fields:
            raise ValidationError(f"“{part[:80]}” is none of: {', '.join(f'{each}=…' for each in fields)}.")
        field = fields[name.strip()]
        line[field.name] = names.key(field.related_model, value.strip()) if field.is_relation else value.strip()
    if lacking := [name for name in line_key(column.lines) if line.get(name) in (None, "")]:
        raise ValidationError(f"“{text[:80]}” does not say which {lacking[0]} it is about.")
    return {name: line.get(name, None if field.null else "") for name, field in fields.items()}

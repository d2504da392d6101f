"""A record as lines of a page: label, value, or the words for its absence. Reads the same serializer as the API."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from django.db.models import Field, PositiveBigIntegerField, URLField
from django.utils.text import capfirst

from collabfutures.curation.api.serializer_fields import LinksField
from collabfutures.curation.api.serializers import FIRST, LAST, RecordSerializer
from collabfutures.curation.dates import PartialDateField, in_words
from collabfutures.curation.fields import DoiField, LinesField, lines
from collabfutures.curation.links import Link
from collabfutures.curation.models import Record
from collabfutures.curation.relations import related_kind

NOT_RECORDED = "Not recorded in the source"


@dataclass(frozen=True)
class Value:
    """One value in words, and the address that it stands for, where its type is one."""

    text: str
    address: str = ""
    is_our_reading: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass
class FieldValue:
    """One line: `links` to other records, or `values` in words; with neither, `absence` says so."""

    name: str
    label: str
    links: list[Link] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    absence: str = NOT_RECORDED
    # Whether it is the curators' reading and not the source's.
    is_our_reading: bool = False

    @property
    def is_recorded(self) -> bool:
        return bool(self.links or self.values)


def field_values(record: Record, serializer_class: type[RecordSerializer]) -> list[FieldValue]:
    """Every field of a record that its kind does not share with all others."""
    names = {field.name for field in record._meta.get_fields()}
    own = [name for name in serializer_class.Meta.fields if name not in (*FIRST, *LAST, *serializer_class.hidden)]
    # A state is shown with its value, and the other end of a relation by the backlinks below.
    found = [
        _of_field(record, name, serializer_class.absences) if name in names else _made(record, serializer_class, name)
        for name in own
        if name not in names or not _belongs_elsewhere(record, name, names)
    ]
    found = [_marked(each) if each.name in record.readings else each for each in found]
    shown_when_empty = {*serializer_class.show_when_empty, *(name for name in names if f"{name}_state" in names)}
    return [each for each in found if each.links or each.values or each.name in shown_when_empty]


def absences(found: Iterable[FieldValue]) -> list[tuple[str, list[str]]]:
    """[(in which way nothing is recorded, the lines of which that is true)], so that one sentence says it."""
    told: dict[str, list[str]] = {}
    for each in found:
        if not each.is_recorded:
            told.setdefault(each.absence, []).append(each.label.lower())
    return list(told.items())


def _marked(field_value):
    """The line with the mark of our reading on it and on all that stands in it."""
    links = [replace(link, is_our_reading=True) for link in field_value.links]
    values = [replace(value, is_our_reading=True) for value in field_value.values]
    return replace(field_value, links=links, values=values, is_our_reading=True)


def _belongs_elsewhere(record, name, names):
    is_state = name.endswith("_state") and name.removesuffix("_state") in names
    return is_state or record._meta.get_field(name).auto_created


def _of_field(record, name, absences):
    label = capfirst(record._meta.get_field(name).verbose_name)
    if related_kind(type(record), name):
        return FieldValue(name, label, links=record.links[name], absence="None recorded")
    absence = getattr(record, f"get_{name}_state_display", lambda: absences.get(name, NOT_RECORDED))()
    return FieldValue(name, label, values=_values(record, record._meta.get_field(name)), absence=absence)


def _made(record, serializer_class, name):
    """What the serializer gives besides the columns and relations of the record, such as the effects of a seminar."""
    field = serializer_class().fields[name]
    label = capfirst(str(field.label or name.replace("_", " ")))
    if isinstance(field, LinksField):
        return FieldValue(name, label, links=record.links[field.relation])
    return FieldValue(name, label, values=[Value(field.in_words(each)) for each in field.get_attribute(record)])


def _values(record: Record, column: Field) -> list[Value]:
    """The values of a column or a relation to plain rows, each shown as its type asks."""
    if column.many_to_many:
        return [Value(text) for text in sorted(str(row) for row in getattr(record, column.name).all())]
    value = getattr(record, column.name)
    if isinstance(column, LinesField):
        return [Value(line) for line in lines(value)]
    if value in (None, ""):
        return []
    if isinstance(column, URLField):
        return [Value(value, value)]
    if isinstance(column, DoiField):
        return [Value(value, f"https://doi.org/{quote(value)}")]
    return [Value(_in_words(record, column, value))]


def _in_words(record: Record, column: Field, value: Any) -> str:
    if column.choices:
        return str(getattr(record, f"get_{column.name}_display")())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date) or isinstance(column, PartialDateField):
        return in_words(value)
    return f"{value:,}" if isinstance(column, PositiveBigIntegerField) else str(value)

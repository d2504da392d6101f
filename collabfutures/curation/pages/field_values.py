"""A record as lines of a page: label, value, or the words for its absence. Reads the same serializer as the API."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import PositiveBigIntegerField
from django.utils.text import capfirst

from collabfutures.curation.api.serializers import FIRST, LAST
from collabfutures.curation.dates import in_words
from collabfutures.curation.fields import LinesField, lines
from collabfutures.curation.links import Link
from collabfutures.curation.relations import related_kind

NOT_RECORDED = "Not recorded in the source"


@dataclass
class FieldValue:
    """One line: `links` to other records, or `values` as texts; with neither, `absence` says so."""

    name: str
    label: str
    links: list[Link] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    absence: str = NOT_RECORDED


def field_values(record, serializer_class):
    """Every field of a record that its kind does not share with all others. `record.links` must be attached."""
    names = _names(record)
    own = [name for name in serializer_class.Meta.fields if name not in (*FIRST, *LAST, *serializer_class.hidden)]
    # A state is told with its value, and the other end of a relation by the connections below the field_values.
    told = [
        _field_value(record, name, serializer_class.absences)
        if name in names
        else _made(record, serializer_class, name)
        for name in own
        if name not in names or not _belongs_elsewhere(record, name, names)
    ]
    return [
        field_value
        for field_value in told
        if field_value.links or field_value.values or _is_gap(field_value.name, serializer_class.gaps, names)
    ]


def _belongs_elsewhere(record, name, names):
    is_state = name.endswith("_state") and name.removesuffix("_state") in names
    return is_state or record._meta.get_field(name).auto_created


def _is_gap(name, gaps, names):
    """Whether the lack of a value is worth telling: its kind says so, or the record keeps a state for it."""
    return name in gaps or f"{name}_state" in names


def _names(record):
    return {field.name for field in record._meta.get_fields()}


def _field_value(record, name, absences):
    label = capfirst(record._meta.get_field(name).verbose_name)
    if related_kind(type(record), name):
        return FieldValue(name, label, links=record.links[name], absence="None recorded")
    absence = getattr(record, f"get_{name}_state_display", lambda: absences.get(name, NOT_RECORDED))()
    return FieldValue(name, label, values=_texts(record, name), absence=absence)


def _made(record, serializer_class, name):
    """What the serializer tells besides the columns and relations of the record, such as the effects of a seminar."""
    values = serializer_class().fields[name].get_attribute(record)
    return FieldValue(name, capfirst(name.replace("_", " ")), values=values)


def _texts(record, name):
    found = record._meta.get_field(name)
    if found.many_to_many:
        return sorted(str(row) for row in getattr(record, name).all())
    if isinstance(found, LinesField):
        return lines(getattr(record, name))
    shown = getattr(record, f"get_{name}_display", lambda: getattr(record, name))()
    if isinstance(shown, bool):
        return ["Yes" if shown else "No"]
    if isinstance(shown, date):
        return [in_words(shown)]
    if isinstance(found, PositiveBigIntegerField) and shown is not None:
        return [f"{shown:,}"]
    return [] if shown in (None, "") else [shown]

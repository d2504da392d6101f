"""A record as lines of a page: label, value, or the words for its absence. Reads the same serializer as the API."""

from dataclasses import dataclass, field

from django.utils.text import capfirst

from collabfutures.curation.fields import LinesField, lines
from collabfutures.curation.links import Link, related_kind
from collabfutures.curation.serializers import FIRST, LAST

NOT_RECORDED = "Not recorded in the source"
# Keys of other systems: the API gives them, a reader has no use for them.
HIDDEN = ("outcome_id", "gtr_project_id", "position")


@dataclass
class Fact:
    """One line: `links` to other records, or `values` as texts; with neither, `absence` says so."""

    name: str
    label: str
    links: list[Link] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    absence: str = NOT_RECORDED


def facts(record, serializer_class):
    """Every field of a record that its kind does not share with all others. `record.links` must be attached."""
    own = [name for name in serializer_class.Meta.fields if name not in (*FIRST, *LAST, *HIDDEN)]
    # The other end of a relation is told by the connections below the facts.
    return [
        _fact(record, name) for name in own if not record._meta.get_field(name).auto_created and _is_told(record, name)
    ]


def _is_told(record, name):
    """The state of a value is told with the value; a reason for having no source only where there is none."""
    is_state = name.endswith("_state") and name.removesuffix("_state") in _names(record)
    return not is_state and not (name == "no_source_reason" and not record.no_source_reason)


def _names(record):
    return {field.name for field in record._meta.get_fields()}


def _fact(record, name):
    label = capfirst(record._meta.get_field(name).verbose_name)
    if related_kind(type(record), name):
        return Fact(name, label, links=record.links[name], absence="None recorded")
    absence = getattr(record, f"get_{name}_state_display", lambda: NOT_RECORDED)()
    return Fact(name, label, values=_texts(record, name), absence=absence)


def _texts(record, name):
    found = record._meta.get_field(name)
    if found.many_to_many:
        return sorted(str(row) for row in getattr(record, name).all())
    if isinstance(found, LinesField):
        return lines(getattr(record, name))
    shown = getattr(record, f"get_{name}_display", lambda: getattr(record, name))()
    if isinstance(shown, bool):
        return ["Yes" if shown else "No"]
    return [] if shown in (None, "") else [shown]

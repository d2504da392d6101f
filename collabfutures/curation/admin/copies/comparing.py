"""What would change for readers, in the order in which the form is read; what stays as it is stands below it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest

from collabfutures.curation.revisions.blank import blank
from collabfutures.curation.revisions.comparing import FieldChange, changes
from collabfutures.curation.revisions.content import Content, content_of
from collabfutures.curation.revisions.working_copy import WorkingCopy, copied


@dataclass(frozen=True)
class Comparison:
    """The fields that change, and those that have a value and keep it."""

    changed: list[FieldChange]
    same: list[FieldChange]


def comparison(admin: Any, request: HttpRequest, record: Any, copy: WorkingCopy | None) -> Comparison:
    """What publishing the record, or its copy, would change of what is public; all of it where nothing is."""
    stored = copied(content_of(record))
    new = copied(copy.says(record)) if copy else stored
    before = stored if copy or record.is_public else copied(blank(type(record)))
    return compared(in_reading_order(admin, request, record), type(record), before, new)


def compared(order: list[str], model: Any, before: Content, new: Content) -> Comparison:
    def place(change: FieldChange) -> int:
        return order.index(change.name) if change.name in order else len(order)

    changed = sorted(_told(changes(model, before, new)), key=place)
    names = {each.name for each in changed}
    rest = {name: value for name, value in new.items() if name not in names}
    nothing = {name: value for name, value in blank(model).items() if name in rest}
    return Comparison(changed, sorted(_told(changes(model, nothing, rest)), key=place))


def in_reading_order(admin: Any, request: HttpRequest, record: Any) -> list[str]:
    """The names of the fields of a form, then those of what stands below it."""
    return flatten_fieldsets(admin.get_fieldsets(request, record))


def _told(found):
    """Without those that differ in nothing that is shown, such as no value and an empty one."""
    return [each for each in found if each.pieces or each.gone or each.new]

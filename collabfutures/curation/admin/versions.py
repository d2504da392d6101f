"""The form of a record shows an earlier version of it (`?version=`): nothing is changed until it is saved."""

from typing import Any

from django.http import Http404, HttpRequest

from collabfutures.curation.admin.autocompletes import fill
from collabfutures.curation.revisions.content import Content, columns
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.revisions.working_copy import copied


def asked_version(request: HttpRequest, record: Any) -> Revision | None:
    """The version that an address asks for, None for the record as it stands; Http404 for one that is none of its."""
    number = request.GET.get("version", "") if request.method == "GET" else ""
    return version(record, number) if number else None


def version(record: Any, number: str) -> Revision:
    """A revision of a record by its number; Http404 for anything else."""
    if number.isascii() and number.isdigit() and len(number) < 19:
        found = Revision.objects.of(type(record), [record.pk]).filter(pk=number).first()
        if found:
            return found
    raise Http404("The record has no such version.")


def as_asked(request: HttpRequest, record: Any) -> Any:
    """The record as the form shows it: an earlier version that is asked for, else its working copy, else as it is.

    A form of a record that has a copy is of that version of the copy, whichever version it shows.
    """
    copy, asked = record.working_copy, asked_version(request, record)
    content = copied(asked.said(record)) if asked and copy else asked.said(record) if asked else None
    if copy:
        content, record.token = content or copy.says(record), copy.token
    return show(record, content) if content else record


def show(record: Any, content: Content) -> Any:
    """The record with what the content says in place of what is stored, to be looked at and not to be saved."""
    for field in columns(type(record)):
        if field.name in content:
            setattr(record, field.attname, field.to_python(content[field.name]))
    for name in (name for name in many(type(record)) if name in content):
        kind = record._meta.get_field(name).related_model
        fill(record, name, list(kind._base_manager.filter(pk__in=content[name])))
    return record

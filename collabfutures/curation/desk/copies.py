"""Working copies: what is changed of a public record, before anybody else sees it."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from collabfutures.curation.publication import STEPS
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import Content, content_of, contents_of
from collabfutures.curation.revisions.merged import merged
from collabfutures.curation.revisions.noting import keep, note_copy
from collabfutures.curation.revisions.working_copy import WorkingCopy, copied, copy_of


def at_desk(record: Any) -> Content:
    """What a record says to those who work on it: its working copy, or what is stored where it has none."""
    copy = copy_of(record)
    return copy.says(record) if copy else content_of(record)


def all_at_desk(model: Any, keys: Iterable[int]) -> dict[int, Content]:
    """{key: what a record says to those who work on it}, with as many queries as for one."""
    found = contents_of(model, keys)
    for copy in WorkingCopy.objects.filter(kind=model._meta.label_lower, object_id__in=found):
        found[copy.object_id] = merged(model, copy.base, copy.content, found[copy.object_id])
    return found


@transaction.atomic
def save_copy(record: Any, content: Content, by: By) -> WorkingCopy | None:
    """Has the working copy of a public record say this; None where that is what the record says, and it has no copy.

    A copy that waited for a review is taken back: what somebody is to approve is what was sent to them.
    """
    copy, said, now = copy_of(record, is_locked=True), copied(content), copied(content_of(record))
    if said == (copied(copy.says(record)) if copy else now):
        return copy
    if copy is None:
        keep(type(record), [record.pk])
        copy = WorkingCopy(kind=record._meta.label_lower, object_id=record.pk)
    # The form has shown what the record says now beside what the copy changed.
    copy.base, copy.content, copy.title, copy.token = now, said, said["title"], uuid.uuid4()
    copy.user_id, copy.by, copy.is_brought = by.user, by.name, by.user is None
    if copy.state in STEPS["take_back"].sources:
        copy.state = STEPS["take_back"].target
    copy.save()
    note_copy(record, copy, Act.COPIED, by)
    return copy


@transaction.atomic
def discard_copy(record: Any, by: By) -> None:
    """The record has no working copy any longer. What it said stays in the history, from where it can be opened."""
    copy = copy_of(record, is_locked=True)
    if copy:
        note_copy(record, copy, Act.DISCARDED, by)
        copy.delete()

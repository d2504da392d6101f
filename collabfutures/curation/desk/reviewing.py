"""A second pair of eyes: what is sent for review is approved as it was sent, or returned with a note."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from collabfutures.curation.publication import state_after
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.noting import note_copy
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.revisions.working_copy import WorkingCopy, copy_of

NOTE_MISSING = "Say what you changed, and why: it is public, and others rely on it."
REASON_MISSING = "Say what is to be done: who sent it reads nothing else."
CHANGED = "It was changed since you opened this page: look at it again below. Nothing was done."


@dataclass(frozen=True)
class Seen:
    """The version that somebody has looked at: the token of what is worked on, and of what is public or stored."""

    at_desk: UUID
    stored: UUID

    @classmethod
    def now(cls, record: Any, copy: WorkingCopy | None) -> "Seen":
        return cls(copy.token if copy else record.token, record.token)


def sent(record: Any) -> Revision | None:
    """The revision by which a record, or its working copy, was sent for review the last time."""
    return (
        Revision.objects.of(type(record), [record.pk]).filter(act=Act.REVIEW).select_related("reviewer", "user").first()
    )


def sent_back(record: Any) -> Revision | None:
    """The revision by which it was returned the last time."""
    return Revision.objects.of(type(record), [record.pk]).filter(act=Act.RETURNED).first()


@transaction.atomic
def send_for_review(record: Any, by: By, note: str = "", **more: Any) -> None:
    """Asks for a review of what is worked on; `more` are columns of the revision: whom it is asked of.

    Raises ValidationError where a change of something public has no note, or there is nothing to be sent.
    """
    copy = copy_of(record, is_locked=True)
    if copy is None:
        record.send_for_review(by, note, **more)
        return
    if not note:
        raise ValidationError({"note": NOTE_MISSING})
    copy.state = state_after("send_for_review", copy.state)
    copy.save()
    note_copy(record, copy, Act.REVIEW, by, note, **more)


@transaction.atomic
def send_back(record: Any, by: By, note: str, about: str = "") -> None:
    """Returns it to whom sent it; `about` is the name of the field that the note is about.

    Raises ValidationError where it does not wait for a review, or no note says what it lacks.
    """
    if not note:
        raise ValidationError({"note": REASON_MISSING})
    copy = copy_of(record, is_locked=True)
    if copy is None:
        record.send_back(by, note, about=about)
        return
    copy.state = state_after("send_back", copy.state)
    copy.save()
    note_copy(record, copy, Act.RETURNED, by, note, about=about)


@transaction.atomic
def approve(record: Any, seen: Seen, by: By, note: str = "", is_told: bool = False, together: bool = False) -> None:
    """Publishes the very version that somebody has looked at. `record` is locked, and as it is stored now.

    Raises ValidationError where it is another one by now, or may not be published by them.
    """
    copy = copy_of(record, is_locked=True)
    if seen != Seen.now(record, copy):
        raise ValidationError(CHANGED)
    if copy and not note:
        raise ValidationError({"note": NOTE_MISSING})
    record.publish(together, by, note, is_told)

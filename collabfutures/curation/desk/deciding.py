"""A record and its source say different things: somebody takes over what the source says, or keeps what is here."""

from typing import Any

from django.db import transaction

from collabfutures.curation.desk.copies import at_desk, save_copy
from collabfutures.curation.desk.differing import Differing, unsettled
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.comparing import FieldChange, changes
from collabfutures.curation.revisions.noting import keep, note
from collabfutures.curation.revisions.putting import put
from collabfutures.curation.revisions.working_copy import copy_of


def difference(record: Any) -> Differing | None:
    """What is to be decided about a record."""
    found: Differing | None = unsettled(type(record)).filter(object_id=record.pk).first()
    return found


def otherwise(record: Any, found: Differing) -> list[FieldChange]:
    """The fields of which the source says something new, and else than those who work on the record see, in words."""
    return changes(type(record), at_desk(record), found.content)


@transaction.atomic
def take_over(record: Any, found: Differing, by: By) -> list[str]:
    """Has the record say what its source says; what could not be put, in words. Of something public a working copy.

    Raises ValidationError for what the record may not say.
    """
    model, lost = type(record), []
    wanted = at_desk(record) | found.content
    if record.is_public or copy_of(record):
        save_copy(record, wanted, by)
    else:
        keep(model, [record.pk])
        lost = put(record, {name: wanted[name] for name in found.content})
        note(model, [record.pk], Act.CHANGED, by, f"Taken over from its source, as {found.by} brought it.")
    # Should it be undone, the next import finds the difference anew.
    found.delete()
    return lost


def settle(found: Differing) -> None:
    """It stays as it is, until the source says something else again."""
    found.is_settled = True
    found.save()

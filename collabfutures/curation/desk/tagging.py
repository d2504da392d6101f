"""Ties a record to a term: a draft at once, something public by its working copy."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from collabfutures.curation.desk.copies import at_desk, save_copy
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.noting import keep, note
from collabfutures.curation.revisions.working_copy import copy_of

TIED = "It is tied to that already."


def also_said(record: Any, relations: Iterable[str]) -> dict[str, str]:
    """{column: value} that a record says besides, once it is tied by these relations."""
    return dict(record.goes_with[name] for name in relations if name in record.goes_with)


def tie(record: Any, relation: str, key: int, by: By) -> None:
    """Adds one link. Raises ValidationError where it is there already."""
    said = at_desk(record)
    if key in said[relation]:
        raise ValidationError(TIED)
    if record.is_public or copy_of(record):
        save_copy(record, said | {relation: sorted([*said[relation], key])} | also_said(record, [relation]), by)
        return
    keep(type(record), [record.pk])
    getattr(record, relation).add(key)
    for name, value in also_said(record, [relation]).items():
        setattr(record, name, value)
    record.save()
    note(type(record), [record.pk], Act.CHANGED, by)

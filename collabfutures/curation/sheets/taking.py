"""Takes the good rows of a sheet: drafts and working copies, in one transaction, as one act that can be taken back."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.merged import merged
from collabfutures.curation.revisions.noting import keep, note
from collabfutures.curation.revisions.putting import put
from collabfutures.curation.revisions.working_copy import copy_of
from collabfutures.curation.sheets.checking import Row

TAKEN = ("new", "changed")


def take(model: Any, rows: Iterable[Row], by: By) -> Counter[str]:
    """Has each good row's record say what the row says; how many of which. What is wrong stays outside.

    Raises ValidationError, and writes nothing, where somebody took an address meanwhile.
    """
    done: Counter[str] = Counter()
    try:
        with transaction.atomic():
            for row in rows:
                if row.what in TAKEN:
                    _take(model, row, by)
                done[row.what] += 1
    except IntegrityError as error:
        raise ValidationError("Somebody saved one of these records meanwhile: look at the preview again.") from error
    return done


def _take(model, row, by):
    if row.record is None:
        record = model()
        put(record, row.content)
        note(model, [record.pk], Act.ADDED, by)
        return
    record = model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=row.record.pk)
    if record.is_public or copy_of(record):
        save_copy(record, row.content, by)
        return
    keep(model, [record.pk])
    put(record, merged(model, row.before, row.content, content_of(record)))
    note(model, [record.pk], Act.CHANGED, by)

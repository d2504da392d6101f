"""Takes an act back: a save, a bulk act, an import, a merge. What somebody changed since stays as they left it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.comparing import changed_names
from collabfutures.curation.revisions.content import Content, content_of
from collabfutures.curation.revisions.deleted import bring_back
from collabfutures.curation.revisions.merged import merged
from collabfutures.curation.revisions.noting import keep, note, note_deleted
from collabfutures.curation.revisions.putting import put
from collabfutures.curation.revisions.revision import Revision, RevisionQuerySet
from collabfutures.curation.revisions.working_copy import copy_of

MADE = (Act.ADDED, Act.LOADED)
AGAIN = "It was published: withdraw it, with a reason that readers are told."
WITHDRAWN = "It was withdrawn: publish it again, so that somebody looks at it."
SINCE = "Somebody has worked on it since: delete it by hand if it is to go."
GONE = "It is gone: bring it back from the deleted ones first."
PASSED_ON = "It was passed on, and said the same before."


@dataclass
class Undo:
    """What taking an act back would do to one record: delete it, bring it back, or change fields of it.

    `since` are the fields that were changed again and stay; `refusal` says why nothing can be done.
    """

    revision: Revision
    act: str = ""
    names: list[str] = field(default_factory=list)
    since: list[str] = field(default_factory=list)
    refusal: str = ""
    target: Content = field(default_factory=dict)

    @property
    def model(self) -> Any:
        return apps.get_model(self.revision.kind)

    @property
    def right(self) -> str:
        """The right that it takes."""
        return {"delete": "delete", "bring back": "add"}.get(self.act, "change")


def of_batch(batch: UUID) -> RevisionQuerySet:
    """The revisions of an act, the last one first."""
    return Revision.objects.filter(batch=batch).order_by("-pk")


def planned(revision: Revision) -> Undo:
    """What taking this back would do."""
    if revision.act == Act.DELETED:
        return Undo(revision, "bring back")
    model: Any = apps.get_model(revision.kind)
    record = model._base_manager.filter(pk=revision.object_id).first()
    if record is None:
        return Undo(revision, refusal=GONE)
    same = Revision.objects.of(model, [record.pk])
    before = _before(revision, same)
    if before is None:
        return _unmade(revision, record, same)
    if revision.act in (Act.PUBLISHED, Act.WITHDRAWN):
        return Undo(revision, refusal=AGAIN if revision.act == Act.PUBLISHED else WITHDRAWN)
    return _changed_back(revision, record, before)


def _before(revision, same):
    """What stood there before: of a working copy what that said, if it is the same one, else what the record said."""
    kept = same.filter(pk__lt=revision.pk, content__isnull=False)
    ended = same.filter(pk__lt=revision.pk, act__in=(Act.DISCARDED, Act.PUBLISHED)).first()
    of_copy = kept.filter(is_copy=True, pk__gt=ended.pk if ended else 0).first() if revision.is_copy else None
    return of_copy or kept.filter(is_copy=False).first()


def _unmade(revision, record, same):
    """Nothing was there before: what was made goes, unless somebody has worked on it since."""
    if revision.act not in MADE:
        return Undo(revision, refusal=AGAIN if record.is_public else PASSED_ON)
    is_touched = record.published_at or same.filter(pk__gt=revision.pk).exclude(act=Act.FOUND).exists()
    return Undo(revision, refusal=SINCE) if is_touched else Undo(revision, "delete")


def _changed_back(revision, record, before):
    former, after = before.said(record), revision.said(record)
    copy = copy_of(record)
    now = copy.says(record) if copy else content_of(record)
    names = [name for name in changed_names(former, after) if name in now]
    since = [name for name in names if now[name] != after[name]]
    target = merged(type(record), after, {name: former[name] for name in names if name not in since}, now)
    back = changed_names(now, target)
    return Undo(revision, "change" if back else "", back, since, "" if names else PASSED_ON, target)


def undo(revision: Revision, by: By) -> list[str]:
    """Takes back what a revision tells of; what could not be put back, in words.

    A change of something public becomes a working copy. Raises ValidationError where nothing can be done.
    """
    found = planned(revision)
    if found.refusal or not found.act:
        raise ValidationError(found.refusal or "It was changed again since, and stays.")
    try:
        with transaction.atomic():
            return _done(found, by)
    except IntegrityError as error:
        raise ValidationError("Something else has taken its place meanwhile.") from error


def _done(found, by):
    model, key = found.model, found.revision.object_id
    if found.act == "bring back":
        return bring_back(model, found.revision, by)[1]
    record = model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=key)
    if found.act == "delete":
        note_deleted(record, by)
        record.delete()
        return []
    if record.is_public or copy_of(record):
        save_copy(record, found.target, by)
        return []
    keep(model, [key])
    lost = put(record, found.target)
    note(model, [key], Act.UNDONE, by)
    return lost


def undo_all(revisions: Iterable[Revision], by: By) -> tuple[int, list[tuple[Revision, str]]]:
    """Takes back each by itself: how many were, and (revision, reason) of those that could not be."""
    done, refused = 0, []
    for revision in revisions:
        try:
            undo(revision, by)
        except ValidationError as error:
            refused.append((revision, " ".join(error.messages)))
        else:
            done += 1
    return done, refused

"""Takes an act back: a save, a bulk act, an import, a merge. What somebody changed since stays as they left it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q

from collabfutures.curation.desk.copies import all_at_desk, save_copy
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.comparing import changed_names
from collabfutures.curation.revisions.content import Content
from collabfutures.curation.revisions.deleted import UNMADE, bring_back
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
    return plans([revision])[0]


def plans(revisions: Sequence[Revision]) -> list[Undo]:
    """The same for several; the number of queries grows with their kinds alone."""
    found: dict[int, Undo] = {}
    for kind in dict.fromkeys(each.kind for each in revisions):
        part = [each for each in revisions if each.kind == kind]
        known = Known(apps.get_model(kind), part)
        found |= {each.pk: _planned(each, known) for each in part}
    return [found[each.pk] for each in revisions]


class Known:
    """What is known of the records of one kind that revisions are of: what they say, and what was done before."""

    def __init__(self, model: Any, revisions: Sequence[Revision]) -> None:
        keys = {each.object_id for each in revisions}
        self.records = model._base_manager.in_bulk(keys)
        self.now = all_at_desk(model, self.records)
        self.acts: dict[int, list[Any]] = defaultdict(list)
        has_content = ExpressionWrapper(Q(content__isnull=False), BooleanField())
        rows = Revision.objects.of(model, keys).annotate(has_content=has_content).defer("content", "ties")
        for each in rows:
            self.acts[each.object_id].append(each)
        wanted = [before.pk for each in revisions if (before := self.before(each))]
        self.contents = dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "content"))

    def before(self, revision: Revision) -> Any:
        """The act before: of a working copy one of the same, else one that kept what the record said; None without."""
        older = [each for each in self.acts[revision.object_id] if each.pk < revision.pk]
        ended = next((each.pk for each in older if each.act in (Act.DISCARDED, Act.PUBLISHED)), 0)
        kept = [each for each in older if each.has_content]
        of_copy = (each for each in kept if each.is_copy and each.pk > ended)
        found = next(of_copy, None) if revision.is_copy else None
        return found or next((each for each in kept if not each.is_copy), None)

    def is_touched(self, revision: Revision) -> bool:
        """Whether somebody has worked on the record since."""
        acts = self.acts[revision.object_id]
        return any(each.pk > revision.pk and each.act != Act.FOUND for each in acts)


def _planned(revision, known):
    if revision.act == Act.DELETED:
        return Undo(revision, "bring back")
    record = known.records.get(revision.object_id)
    if record is None:
        return Undo(revision, refusal=GONE)
    before = known.before(revision)
    if before is None:
        return _unmade(revision, record, known)
    if revision.act in (Act.PUBLISHED, Act.WITHDRAWN):
        return Undo(revision, refusal=AGAIN if revision.act == Act.PUBLISHED else WITHDRAWN)
    return _changed_back(revision, record, known.contents[before.pk], known.now[record.pk])


def _unmade(revision, record, known):
    """Nothing was there before: what was made goes, unless somebody has worked on it since."""
    if revision.act not in MADE:
        return Undo(revision, refusal=AGAIN if record.is_public else PASSED_ON)
    is_touched = record.published_at or known.is_touched(revision)
    return Undo(revision, refusal=SINCE) if is_touched else Undo(revision, "delete")


def _changed_back(revision, record, former, now):
    after = revision.said(record)
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
        note_deleted(record, by, UNMADE)
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

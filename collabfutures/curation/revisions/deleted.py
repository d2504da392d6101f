"""What was deleted, and the way back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from collabfutures.curation.publication import State
from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import columns
from collabfutures.curation.revisions.noting import keep, note, note_act
from collabfutures.curation.revisions.putting import put
from collabfutures.curation.revisions.revision import Revision, RevisionQuerySet
from collabfutures.curation.revisions.ties import renew_tokens, tie_again, tied

# The reason of a deletion by which an import, a sheet or an addition was taken back.
UNMADE = "What made it was taken back."


def deleted(model: Any) -> RevisionQuerySet:
    """The deletions of records of a kind that are not back, the last one first."""
    there = model._base_manager.filter(pk=OuterRef("object_id"))
    found = Revision.objects.filter(~Exists(there), kind=model._meta.label_lower, act=Act.DELETED)
    later = Revision.objects.filter(kind=OuterRef("kind"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk"))
    return found.filter(~Exists(later.filter(act=Act.DELETED)))


def set_aside(models: Iterable[Any], name: str) -> dict[str, set[Any]]:
    """{kind: what its records said in a column} of those that somebody deleted or merged, brought back later or not.

    Not of those whose making was taken back.
    """
    found: dict[str, set[Any]] = {model._meta.label_lower: set() for model in models}
    gone = Revision.objects.filter(kind__in=found, act=Act.DELETED).exclude(reason=UNMADE).order_by()
    for kind, value in gone.values_list("kind", f"content__{name}"):
        found[kind].add(value)
    return found


@transaction.atomic
def bring_back(model: Any, revision: Revision, by: By) -> tuple[Any, list[str]]:
    """The record as it was, as a draft with a new token, and what it was tied to that is gone, in words.

    Raises ValidationError where something it cannot be without is gone, or its address is another record's now.
    """
    content = revision.said()
    record = model(pk=revision.object_id, state=State.DRAFT)
    _check(model, content)
    lost = put(record, content)
    for other, _, keys in tied(revision.ties):
        keep(other, keys)
    tie_again(record, revision.ties)
    renew_tokens(revision.ties)
    for other, _, keys in tied(revision.ties):
        note(other, keys, Act.CHANGED, by, f"“{record}” was brought back.")
    note_act(model, [record.pk], Act.RESTORED, by)
    return record, lost


def _check(model, content):
    for field in columns(model, whole=True):
        value = content.get(field.name)
        if value is None:
            continue
        called = str(field.verbose_name)
        if field.unique and model._base_manager.filter(**{field.name: value}).exists():
            kind = model._meta.verbose_name
            raise ValidationError(f"Another {kind} has the {called} “{value}” now: change that one.")
        is_needed = is_kind(field.related_model) and not field.null
        if is_needed and not field.related_model._base_manager.filter(pk=value).exists():
            raise ValidationError(f"The {called} that it belonged to is gone: bring that back first.")

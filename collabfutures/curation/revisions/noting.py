"""Every act at the desk leaves a revision; what stood there before is kept too where no revision has it."""

import uuid
from collections.abc import Iterable
from typing import Any

from collabfutures.curation.publication import STEPS
from collabfutures.curation.revisions.acts import NOBODY, WRITING, Act, By
from collabfutures.curation.revisions.content import content_of, contents_of
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.revisions.ties import renew_tokens, tied, ties_of_others
from collabfutures.curation.revisions.working_copy import WorkingCopy


def keep(model: Any, keys: Iterable[int]) -> None:
    """Call it before records are written: keeps what they say, unless their newest revision says the same.

    So records that an import or another program wrote need no revision until somebody works on them.
    """
    _note_changed(model, keys, Act.FOUND, NOBODY)


def note(model: Any, keys: Iterable[int], act: Act, by: By, reason: str = "") -> None:
    """Call it after records were written: a revision for each of those that say something else than before."""
    _note_changed(model, keys, act, by, reason)


def note_act(model: Any, keys: Iterable[int], act: Act, by: By, reason: str = "", **more: Any) -> None:
    """A revision for each record of an act, whether it changed what they say or not; `more` are its other columns."""
    _write(model, contents_of(model, keys), act, by, reason, **more)


def note_copy(record: Any, copy: WorkingCopy, act: Act, by: By, reason: str = "", **more: Any) -> None:
    """A revision of a working copy: what it says, whether that is public or not."""
    of_copy = {"title": copy.title, "token": copy.token, "content": copy.content, "is_copy": True}
    Revision.objects.create(**_head(record, act, by) | of_copy | more, reason=reason)


def note_bulk(model: Any, keys: Iterable[int], act: Act, by: By) -> None:
    """The same for thousands, of an act that changes no content, which is not kept once more."""
    _write(model, dict.fromkeys(keys), act, by, "")


def note_deleted(record: Any, by: By, reason: str = "") -> None:
    """Call it before a record is deleted: keeps the whole of it, who was tied to it, and what those said."""
    content, ties = content_of(record, whole=True), ties_of_others(record)
    for model, _, keys in tied(ties):
        keep(model, keys)
    renew_tokens(ties)
    Revision.objects.create(**_head(record, Act.DELETED, by), content=content, ties=ties, reason=reason)


def take_back(model: Any, keys: Iterable[int]) -> None:
    """What somebody is to approve is what was sent to them, and nothing later."""
    waiting = model._base_manager.filter(pk__in=keys, state__in=STEPS["take_back"].sources)
    waiting.update(state=STEPS["take_back"].target, token=uuid.uuid4())


def _note_changed(model, keys, act, by, reason=""):
    found, newest = contents_of(model, keys), Revision.objects.newest(model, keys)
    changed = {key: said for key, said in found.items() if key not in newest or newest[key].content != said}
    if act in WRITING:
        take_back(model, changed)
    _write(model, changed, act, by, reason)


def _write(model, contents, act, by, reason, **more):
    rows = model._base_manager.filter(pk__in=contents).order_by("pk")
    Revision.objects.bulk_create(
        Revision(**_head(row, act, by), content=contents[row.pk], reason=reason, **more)
        for row in rows.only("title", "state", "token")
    )


def _head(record, act, by):
    return {
        "kind": type(record)._meta.label_lower,
        "object_id": record.pk,
        "title": record.title,
        "state": record.state,
        "token": record.token,
        "act": act,
        "by": by.name,
        "user_id": by.user,
        # What was found is no act of anybody's.
        "batch": uuid.uuid4() if act is Act.FOUND else by.batch,
    }

"""Publishing and withdrawing many records: in short transactions, under the checks of a single record."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, When
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from collabfutures.curation import support
from collabfutures.curation.desk.four_eyes import written_by
from collabfutures.curation.desk.lifecycle import next_look
from collabfutures.curation.models import Record
from collabfutures.curation.publication import UNFINISHED, State
from collabfutures.curation.revisions.acts import NOBODY, Act, By
from collabfutures.curation.revisions.noting import note_act, note_bulk
from collabfutures.curation.revisions.working_copy import copied_keys, copy_of

# Whether records of a kind may be published by whoever asks.
May = Callable[[Any], bool]
# So many records are locked at a time.
BATCH = 200
ITS_COPY = "It has a working copy: look at what that would change, and publish it by itself."
LONGEST_REASON = Record._meta.get_field("withdrawn_reason").max_length or 0


@dataclass
class Done:
    """What became of some records: the keys of those that were done, and (record, reason) of those refused."""

    published: list[int] = field(default_factory=list)
    refused: list[tuple[Record, str]] = field(default_factory=list)


class NotTogether(Exception):
    """Some records, or what they rest on, cannot be published at once, so that each has to be looked at by itself."""


def in_batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def anyone(kind: Any) -> bool:
    """Whoever can run a command may publish everything."""
    return True


def publish_batch(
    model: Any, keys: Collection[int], together: bool = False, may: May = anyone, by: By = NOBODY
) -> Done:
    """Publishes the records with these keys that may be, as each one's `publish` would.

    With `together` also the drafts that they rest on, of the kinds of which `may` says that they may be published.
    """
    try:
        with transaction.atomic():
            return _publish_all(model, keys, together, may, by)
    except NotTogether:
        return _publish_each(model, keys, together, may, by)


def _publish_all(model, keys, together, may, by):
    """With queries that do not grow with the number of records."""
    records, done = _locked(model, keys), Done()
    if copied_keys(model, keys) or written_by(model, keys, by):
        # One that is refused, or has a working copy, is looked at by itself.
        raise NotTogether
    below = {record: _drafts_below(record) if together else [] for record in records}
    for draft in (draft for drafts in below.values() for draft in drafts):
        # As it will be, if its turn comes.
        draft.state = State.PUBLISHED
    for record in records:
        try:
            check_kinds(below[record], may)
            record.check_publishable(is_stored=True)
        except ValidationError as error:
            done.refused.append((record, " ".join(error.messages)))
        else:
            done.published.append(record.pk)
    passed = {*done.published}
    _publish_below((draft for record, drafts in below.items() if record.pk in passed for draft in drafts), may, by)
    _mark_published(model, done.published)
    # Of those that were withdrawn the reason goes too, and with it what they say.
    again = [record.pk for record in records if record.pk in passed and record.withdrawn_reason]
    note_act(model, again, Act.PUBLISHED, by)
    note_bulk(model, passed - {*again}, Act.PUBLISHED, by)
    return done


def _mark_published(model, keys):
    planned = When(look_again__gt=timezone.localdate(), then="look_again")
    model._base_manager.filter(pk__in=keys).update(
        state=State.PUBLISHED,
        published_at=Coalesce("published_at", Now()),
        withdrawn_at=None,
        withdrawn_reason="",
        look_again=Case(planned, default=next_look(model.look_again_after, None)),
        updated_at=timezone.now(),
        token=uuid.uuid4(),
    )


def _publish_below(drafts, may, by):
    keys = defaultdict(set)
    for draft in drafts:
        keys[type(draft)].add(draft.pk)
    for model, found in keys.items():
        if _publish_all(model, found, True, may, by).refused:
            raise NotTogether


def check_kinds(records: Iterable[Record], may: May) -> None:
    """Raises ValidationError where an act would reach a kind that this curator may not publish."""
    kinds = {str(record._meta.verbose_name) for record in records if not may(type(record))}
    if kinds:
        raise ValidationError(f"You may not publish or withdraw what goes with it: {', '.join(sorted(kinds))}.")


def _publish_each(model, keys, together, may, by):
    def act(record: Record) -> None:
        if copy_of(record):
            raise ValidationError(ITS_COPY)
        check_kinds(support.to_publish_first(record) if together else [], may)
        record.publish(together, by)

    return each_by_itself(model, keys, act)


def withdraw_batch(
    model: Any, keys: Iterable[int], reason: str = "", together: bool = False, may: May = anyone, by: By = NOBODY
) -> Done:
    """Withdraws the records with these keys that may be, with the reason that readers are told, or each one's own.

    With `together` also what would have nothing left to rest on.
    """

    def act(record: Record) -> None:
        check_kinds(support.left_without(record) if together else [], may)
        record.withdraw(reason, together, by)

    return each_by_itself(model, keys, act)


def each_by_itself(model: Any, keys: Iterable[int], act: Callable[[Any], None]) -> Done:
    """Does an act on each record in a transaction of its own: one that is refused does not keep the others back."""
    done = Done()
    for key in keys:
        try:
            with transaction.atomic():
                record = model.objects.select_for_update(of=("self",), no_key=True).filter(pk=key).first()
                if record is None:
                    # Somebody has deleted it meanwhile.
                    continue
                act(record)
        except ValidationError as error:
            done.refused.append((record, " ".join(error.messages)))
        else:
            done.published.append(key)
    return done


def _locked(model, keys):
    """The records in the order of their keys, with what they rest on."""
    found = model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    return list(found.prefetch_related(*support.supports(model)))


def _drafts_below(record):
    """The drafts on which a record would rest directly; what these rest on is their own affair."""
    ends = (end for name in support.lacking(record) for end in support.ends(record, name))
    return [end for end in ends if end.state in UNFINISHED]

"""The acts by which a record becomes public, and stops being so. Nothing else changes who can see it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property

from collabfutures.curation import support
from collabfutures.curation.desk.four_eyes import check_four_eyes
from collabfutures.curation.publication import State, state_after
from collabfutures.curation.revisions.acts import NOBODY, Act, By
from collabfutures.curation.revisions.noting import keep, note_act
from collabfutures.curation.revisions.putting import put
from collabfutures.curation.revisions.working_copy import WorkingCopy, copy_of

GONE = "Its working copy names what was deleted meanwhile ({}). Open it, save it without that, and look at it again."


def next_look(after: int, planned: datetime.date | None) -> datetime.date:
    """When somebody should look at what is published now again: as planned, where that is to come."""
    today = timezone.localdate()
    return planned if planned and planned > today else today + datetime.timedelta(days=after)


class Lifecycle:
    """What can be done with a record of any kind besides saving it."""

    _meta: Any
    pk: Any
    state: Any
    published_at: Any
    withdrawn_at: Any
    withdrawn_reason: str
    look_again: Any
    look_again_after: int
    said_in: tuple[str, ...]

    @cached_property
    def working_copy(self) -> WorkingCopy | None:
        """What the record is to say next, as it was when this was first asked; None for what was never public."""
        return copy_of(self) if self.published_at else None

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED

    def check_publishable(self: Any, is_stored: bool = False) -> None:
        """Raises ValidationError naming what a record still lacks before readers may rely on it.

        What the database guarantees of a row is not asked of it again where the record stands as it `is_stored`.
        """
        related = [field.name for field in self._meta.concrete_fields if field.is_relation] if is_stored else None
        self.full_clean(related, validate_unique=not is_stored, validate_constraints=not is_stored)
        if not any(getattr(self, name) for name in self.said_in):
            names = " or ".join(self._called(name) for name in self.said_in)
            raise ValidationError(f"“{self}” says nothing yet: fill {names}.")
        for name in support.lacking(self):
            wanted = self._called(name)
            if not support.ends(self, name):
                raise ValidationError(f"“{self}” names no {wanted}.")
            raise ValidationError(f"“{self}” rests on nothing public in {wanted}: publish that first, or with it.")

    def _called(self, name):
        return str(self._meta.get_field(name).verbose_name)

    @transaction.atomic
    def publish(self: Any, together: bool = False, by: By = NOBODY, note: str = "", is_told: bool = False) -> None:
        """Make the record public, and with `together` the drafts that it rests on before it.

        What its working copy says becomes what it says. Readers are told the note where it `is_told`. Refused with
        ValidationError while it is incomplete, or by whom wrote it.
        """
        check_four_eyes(self, by)
        self._put_copy()
        for below in support.to_publish_first(self) if together else ():
            below.publish(by=by)
        self.check_publishable()
        self.state = state_after("publish", self.state)
        self.look_again = next_look(self.look_again_after, self.look_again)
        self.published_at = self.published_at or timezone.now()
        self.withdrawn_at, self.withdrawn_reason = None, ""
        self.save()
        note_act(type(self), [self.pk], Act.PUBLISHED, by, note, is_told=bool(note and is_told))

    def _put_copy(self):
        copy = copy_of(self, is_locked=True)
        if copy:
            keep(type(self), [self.pk])
            lost = put(self, copy.says(self))
            if lost:
                # Whoever approved it saw them named.
                raise ValidationError(GONE.format(" and ".join(lost)))
            copy.delete()

    @transaction.atomic
    def withdraw(self: Any, reason: str = "", together: bool = False, by: By = NOBODY) -> None:
        """Take a public record back; its address then answers 410 with the date and the reason.

        Refused while public records would be left with nothing to rest on, unless they go `together` with it.
        """
        state = state_after("withdraw", self.state)
        self.withdrawn_reason = reason or self.withdrawn_reason
        if not self.withdrawn_reason:
            raise ValidationError("Say why it is withdrawn: readers who follow a link are told.")
        resting = support.left_without(self)
        self._check_rest_alone(resting if not together else [])
        self.state, self.withdrawn_at = state, timezone.now()
        self.save()
        note_act(type(self), [self.pk], Act.WITHDRAWN, by, self.withdrawn_reason)
        for each in resting:
            each.refresh_from_db()
            if each.is_public:
                why = f"It rested on “{self}”, which was withdrawn: {self.withdrawn_reason}"
                each.withdraw(why[:300], together=True, by=by)

    def _check_rest_alone(self, resting):
        if resting:
            named = "; ".join(f"{each._meta.verbose_name} “{each}”" for each in resting[:3])
            raise ValidationError(
                f"{len(resting)} public records would rest on nothing: {named}{', …' if resting[3:] else ''}. "
                "Withdraw them together with it, or give them something else to rest on."
            )

    def send_for_review(self: Any, by: By = NOBODY, note: str = "", **more: Any) -> None:
        """Tell those who may publish that a draft is ready for them; `more` are columns of the revision."""
        self.state = state_after("send_for_review", self.state)
        self.save()
        note_act(type(self), [self.pk], Act.REVIEW, by, note, **more)

    @transaction.atomic
    def send_back(self: Any, by: By = NOBODY, note: str = "", **more: Any) -> None:
        """Return a draft to whom sent it, with a note that says what it lacks."""
        self.state = state_after("send_back", self.state)
        self.save()
        note_act(type(self), [self.pk], Act.RETURNED, by, note, **more)

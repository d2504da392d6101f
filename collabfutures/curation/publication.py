"""Which states a record passes through, by which acts, and under which condition anybody may see it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q, TextChoices

# The columns that no reader sees: writing them alone changes nothing in public, and stamps no record.
UNSEEN = frozenset(("curator_note", "token", "created_at", "loaded", "look_again"))


class State(TextChoices):
    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    RETURNED = "returned", "Returned"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Of those that were never public, or are being worked on for another version.
UNFINISHED = (State.DRAFT, State.REVIEW, State.RETURNED)


@dataclass(frozen=True)
class Step:
    """From which states an act leads to which, and what is said where it does not."""

    sources: tuple[State, ...]
    target: State
    refusal: str


# Every way from one state to another, of a record and of a working copy alike. A form that is saved has none: it leaves
# the state as it is, and an edit takes back what waits for a review.
STEPS = {
    "take_back": Step((State.REVIEW,), State.DRAFT, "Only what waits for a review can be taken back."),
    "send_for_review": Step((State.DRAFT, State.RETURNED), State.REVIEW, "Only a draft can be sent for review."),
    "send_back": Step((State.REVIEW,), State.RETURNED, "Only what waits for a review can be returned."),
    # What is public already is published again with its working copy.
    "publish": Step((*UNFINISHED, State.PUBLISHED, State.WITHDRAWN), State.PUBLISHED, ""),
    "withdraw": Step((State.PUBLISHED,), State.WITHDRAWN, "Only a published record can be withdrawn."),
}


def state_after(act: str, state: str) -> State:
    """Where an act leads. Raises ValidationError where it cannot be done in this state."""
    if state not in STEPS[act].sources:
        raise ValidationError(STEPS[act].refusal)
    return STEPS[act].target


def is_public(prefix: str = "") -> Q:
    """The condition under which anybody may see a record; `prefix` reaches it through a relation ("sectors__")."""
    return Q(**{f"{prefix}state": State.PUBLISHED})

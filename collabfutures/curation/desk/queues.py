"""What is there to do? Each queue is a condition on the records of a kind, for one curator."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from collabfutures.curation.desk.assignment import Assignment
from collabfutures.curation.desk.differing import unsettled
from collabfutures.curation.desk.pair import DuplicatePair
from collabfutures.curation.desk.visit import Visit
from collabfutures.curation.publication import UNFINISHED, State, is_public
from collabfutures.curation.relations import key_pairs, label_relations
from collabfutures.curation.revisions.acts import WRITING, Act
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.revisions.working_copy import WorkingCopy
from collabfutures.curation.support import supports

# The condition under which a record of the kind waits in a queue; None where the kind has no such thing.
Condition = Callable[[Any, Any], Q | None]
IS_DRAFT = Q(state__in=UNFINISHED)


@dataclass(frozen=True)
class Queue:
    name: str
    title: str
    condition: Condition


def _among(model: Any, rows: Any) -> Q:
    """The records of the kind that such rows, which name records of any kind, are about."""
    return Q(Exists(rows.filter(kind=model._meta.label_lower, object_id=OuterRef("pk")).order_by()))


def _in_state(state: State) -> Condition:
    def condition(model: Any, user: Any) -> Q:
        return Q(state=state) | _among(model, WorkingCopy.objects.filter(state=state))

    return condition


def _yours(model: Any, user: Any) -> Q:
    written = IS_DRAFT & _among(model, Revision.objects.filter(user=user, act__in=WRITING))
    return (
        written
        | _among(model, Assignment.objects.filter(user=user))
        | _among(model, WorkingCopy.objects.filter(user=user))
    )


def _unsupported(model: Any, user: Any) -> Q | None:
    """Drafts that rest on nothing public, and do not say why."""
    found = Q(pk__in=[])
    for name in supports(model):
        column = model.excuses.get(name)
        found |= key_pairs(model, name).untied() & (Q(**{column: ""}) if column else Q())
    return IS_DRAFT & found if supports(model) else None


def _says_nothing(model: Any, user: Any) -> Q | None:
    """Drafts that do not say, in our words, what their kind has to say."""
    name = model.said_in[0]
    return IS_DRAFT & Q(**{name: ""}) if name != "title" else None


def _unrelated(model: Any, user: Any) -> Q | None:
    """Drafts that are tied to no term of any vocabulary, but for the series that they belong to."""
    fields = [model._meta.get_field(name) for name in label_relations(model)]
    many, found = [field for field in fields if field.many_to_many], IS_DRAFT
    for field in many:
        rows = field.remote_field.through._base_manager.filter(**{field.m2m_field_name(): OuterRef("pk")})
        found &= ~Q(Exists(rows.order_by()))
    return found if many else None


def _alike(model: Any, user: Any) -> Q:
    pairs = DuplicatePair.objects.filter(kind=model._meta.label_lower, are_two=False).order_by()
    firsts, seconds = (pairs.filter(**{name: OuterRef("pk")}) for name in ("first", "second"))
    return Q(Exists(firsts)) | Q(Exists(seconds))


def _differing(model: Any, user: Any) -> Q:
    """What an import left as somebody made it, and what it proposes of something public."""
    return _among(model, unsettled(model)) | _among(model, WorkingCopy.objects.filter(is_brought=True))


def _overdue(model: Any, user: Any) -> Q:
    return is_public() & Q(look_again__lte=timezone.localdate())


def _since(model: Any, user: Any) -> Q:
    since = Coalesce(Subquery(Visit.objects.filter(user=user).values("since")), 0)
    done = Revision.objects.filter(pk__gt=since).exclude(user=user).exclude(act=Act.FOUND)
    return _among(model, done)


QUEUES = (
    Queue("yours", "Yours", _yours),
    Queue("review", "To review", _in_state(State.REVIEW)),
    Queue("returned", "Returned", _in_state(State.RETURNED)),
    Queue("copies", "Working copies of what is public", lambda model, user: _among(model, WorkingCopy.objects.all())),
    Queue("unsupported", "Drafts with nothing public to stand on", _unsupported),
    Queue("unsaid", "Drafts without a statement of ours", _says_nothing),
    Queue("unrelated", "Drafts without a theme, sector or other term", _unrelated),
    Queue("alike", "Possible duplicates", _alike),
    Queue("differing", "Its source says something new", _differing),
    Queue("overdue", "Due to be looked at again", _overdue),
    Queue("since", "Changed by others since your last visit", _since),
)
BY_NAME = {queue.name: queue for queue in QUEUES}

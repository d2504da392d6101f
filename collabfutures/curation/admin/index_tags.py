"""What the admin's first page says of what there is to do: how many records wait in each queue, of which kinds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Count
from django.urls import reverse

from collabfutures.curation.admin.record_pages import permission
from collabfutures.curation.desk.queues import QUEUES, Queue
from collabfutures.curation.desk.visit import note_visit
from collabfutures.curation.models import kinds
from collabfutures.curation.unions import constant, union_all

register = template.Library()
# So many counts are asked for in one query: a database takes no longer one.
MOST_ARMS = 120


@dataclass(frozen=True)
class Waiting:
    """The records of one kind in a queue: the kind's name, their number, and where they are listed."""

    called: str
    count: int
    address: str


@register.simple_tag
def desk_queues(user: Any) -> list[tuple[Queue, list[Waiting]]]:
    """Each queue in which something waits, of the kinds that somebody may see. Asking is a visit."""
    note_visit(user)
    seen = [kind for kind in kinds() if user.has_perm(permission(kind, "view"))]
    arms = [arm for queue in QUEUES for kind in seen if (arm := _arm(queue, kind, user)) is not None]
    parts = [arms[start : start + MOST_ARMS] for start in range(0, len(arms), MOST_ARMS)]
    counts = {(name, kind): count for part in parts for name, kind, count in union_all(part)}
    found = [(queue, list(_waiting(queue, seen, counts))) for queue in QUEUES]
    return [(queue, waits) for queue, waits in found if waits]


def _arm(queue: Queue, kind: Any, user: Any) -> Any:
    """The row (queue, kind, number) of what waits, no row where nothing does; None where the kind has no such queue."""
    condition = queue.condition(kind, user)
    if condition is None:
        return None
    named = {"queue": constant(queue.name), "of_kind": constant(kind._meta.label)}
    rows = kind._base_manager.filter(condition).order_by().annotate(**named).values(*named)
    return rows.annotate(n=Count("pk")).values_list(*named, "n")


def _waiting(queue: Queue, seen: list[Any], counts: dict[tuple[str, str], int]) -> Iterator[Waiting]:
    for kind in seen:
        if count := counts.get((queue.name, kind._meta.label)):
            meta = kind._meta
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist", query={"queue": queue.name})
            called = meta.verbose_name if count == 1 else meta.verbose_name_plural
            yield Waiting(str(called), count, address)

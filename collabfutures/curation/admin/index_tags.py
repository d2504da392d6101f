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
    found = [(queue, list(_of_queue(queue, seen, user))) for queue in QUEUES]
    return [(queue, waits) for queue, waits in found if waits]


def _of_queue(queue: Queue, seen: list[Any], user: Any) -> Iterator[Waiting]:
    conditions = {kind: queue.condition(kind, user) for kind in seen}
    arms = [
        kind._base_manager.filter(condition)
        .order_by()
        .annotate(label=constant(kind._meta.label))
        .values("label")
        .annotate(n=Count("pk"))
        .values_list("label", "n")
        for kind, condition in conditions.items()
        if condition is not None
    ]
    counts = dict(union_all(arms))
    for kind in seen:
        if count := counts.get(kind._meta.label):
            meta = kind._meta
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist", query={"queue": queue.name})
            called = meta.verbose_name if count == 1 else meta.verbose_name_plural
            yield Waiting(str(called), count, address)

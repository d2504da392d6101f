"""What is told of each row of the log: what happened to which record, where it is now, and why it was withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from collabfutures.curation.addresses import FormerAddress, renames
from collabfutures.curation.changes import Action, Change
from collabfutures.curation.links import Link
from collabfutures.curation.unions import constant, union_all

# A record that was removed because it was merged into another.
MERGED = "merged"
ACTIONS = (*Action.values, MERGED)


@dataclass(frozen=True)
class Entry:
    """The last thing that happened at an address. `moved` is where it leads to now, `reason` why it is withdrawn."""

    link: Link
    action: str
    moment: datetime
    reason: str = ""
    moved: Link | None = None


def entries(rows: Sequence[Change]) -> list[Entry]:
    """One for each of some rows of the log, in their order."""
    reasons, moved = _reasons(rows), _moved(rows)
    return [_entry(row, reasons, moved) for row in rows]


def _entry(row, reasons, moved):
    model: Any = apps.get_model(row.kind)
    link, target = Link(model, row.slug, ""), moved.get((row.kind, row.slug))
    action = MERGED if row.action == Action.REMOVED and target else row.action
    leads_to = Link(model, target, "") if target and action in (MERGED, Action.RENAMED) else None
    reason = reasons.get((row.kind, row.object_id), "") if row.action in (Action.WITHDRAWN, Action.REMOVED) else ""
    return Entry(link, action, row.moment, reason, leads_to)


def _reasons(rows: Iterable[Change]) -> dict[tuple[str, int], str]:
    """{(kind, key): why it was withdrawn} of those that were, also of those that were deleted after that."""
    asked = _by_kind(row for row in rows if row.action in (Action.WITHDRAWN, Action.REMOVED))
    arms = [
        apps.get_model(kind)
        ._base_manager.filter(pk__in=keys)
        .order_by()
        .values_list(constant(kind), "pk", "withdrawn_reason")
        for kind, keys in asked.items()
    ]
    arms += [
        FormerAddress.objects.filter(kind=kind, object_id__in=keys, is_gone=True)
        .order_by()
        .values_list("kind", "object_id", "withdrawn_reason")
        for kind, keys in asked.items()
    ]
    return {(kind, key): reason for kind, key, reason in union_all(arms)}


def _moved(rows: Iterable[Change]) -> dict[tuple[str, str], str]:
    """{(kind, slug): the slug that it leads to now} of what was renamed or removed."""
    rows = [row for row in rows if row.action in (Action.RENAMED, Action.REMOVED)]
    found: dict[tuple[str, str], str] = {}
    for kind in {row.kind for row in rows}:
        slugs = [row.slug for row in rows if row.kind == kind]
        found |= {(kind, slug): now for slug, now in renames(apps.get_model(kind), slugs).items()}
    return found


def _by_kind(rows):
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row.kind, set()).add(row.object_id)
    return found

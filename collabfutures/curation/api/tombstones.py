"""`include=withdrawn`: with a list, what is no longer at an address of its kind, when, why and where it is now."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse
from rest_framework.request import Request

from collabfutures.curation.api.changes import told
from collabfutures.curation.api.serializer_fields import absolute, kind_name
from collabfutures.curation.changes import Action, Change
from collabfutures.curation.filters.since import UPDATED_SINCE
from collabfutures.curation.following.entries import entries
from collabfutures.curation.following.position import LogPosition
from collabfutures.curation.messages import not_allowed

INCLUDE, WITHDRAWN, NEXT = "include", "withdrawn", "withdrawn_next"
# What leaves nothing to read at an address.
GONE = (Action.WITHDRAWN, Action.REMOVED, Action.RENAMED)
AT_ONCE = 1_000


def check_include(query: Any) -> None:
    asked = query.get(INCLUDE, WITHDRAWN)
    if asked != WITHDRAWN:
        raise ValidationError({INCLUDE: not_allowed(INCLUDE, asked, [WITHDRAWN])})


def tombstones(request: Request, model: Any) -> dict[str, Any]:
    """Those since `updated_since`, or all: a thousand, and where the rest is told. No filter narrows them, since what
    was withdrawn has nothing left by which to be found."""
    query, context = request.query_params, {"request": request}
    since = LogPosition.read(UPDATED_SINCE, query[UPDATED_SINCE]).number if UPDATED_SINCE in query else 0
    gone = Change.objects.filter(kind=model._meta.label_lower, action__in=GONE, number__gt=since).order_by("number")
    rows = list(gone[: AT_ONCE + 1])
    shown, following = rows[:AT_ONCE], None
    if len(rows) > AT_ONCE:
        pairs = [("since", str(LogPosition(shown[-1].number or 0))), ("kind", kind_name(model))]
        pairs += [("action", action) for action in GONE]
        following = absolute(f"{reverse('changes')}?{urlencode(pairs)}", context)
    return {WITHDRAWN: [told(entry, context) for entry in entries(shown)], NEXT: following}

"""The log of changes as an address: what happened since a position, in order, for every kind or for some."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from collabfutures.curation import pagination, parameters, registry
from collabfutures.curation.api.described_answers import OF_AN_ANSWER, headers, problems
from collabfutures.curation.api.described_changes import ChangesSerializer
from collabfutures.curation.api.negotiation import FormNegotiation
from collabfutures.curation.api.reading import Readable
from collabfutures.curation.api.serializer_fields import absolute, kind_name, link_object
from collabfutures.curation.changes import Action, Change
from collabfutures.curation.following.entries import ACTIONS, MERGED, Entry, entries
from collabfutures.curation.following.position import MEANT, LogPosition
from collabfutures.curation.messages import not_allowed

NAMES = ("since", "kind", "action", "page_size", "format")


def _parameters():
    since = f"Only what happened since then: {MEANT}. Without it, all from the beginning."
    yield OpenApiParameter("since", {"type": "string", "minLength": 1}, description=since)
    texts = {"type": "array", "items": {"type": "string", "minLength": 1}}
    yield OpenApiParameter(
        "kind", texts, description="Only these kinds of record, in one word: finding, impact-record."
    )
    several = {"type": "array", "items": {"type": "string", "enum": list(ACTIONS)}}
    yield OpenApiParameter(
        "action", several, description="Only what happened so; “removed” and “merged” come together."
    )
    yield OpenApiParameter("page_size", OpenApiTypes.INT, enum=pagination.SIZES, description="Entries at once.")
    yield OpenApiParameter("format", enum=["json"], description="There is one form.")
    yield from headers()


class Changes(Readable, APIView):
    """What has changed, of every kind, in the order in which it happened.

    Keep “position” and give it as “since” when you come again: you miss nothing, and may be told of something twice.
    Each address is told once, with the last thing that happened there.
    """

    renderer_classes = [JSONRenderer]
    content_negotiation_class = FormNegotiation

    @extend_schema(
        operation_id="changes",
        tags=["changes"],
        summary="What was published, changed, withdrawn, renamed, merged or removed",
        parameters=list(_parameters()),
        responses={(200, "application/json"): ChangesSerializer, **problems((*OF_AN_ANSWER, 410))},
    )
    def get(self, request: Request) -> Response:
        parameters.check_names(request.query_params, NAMES)
        parameters.check_empty(request.query_params)
        once = [name for name in ("since", "page_size", "format") if len(request.query_params.getlist(name)) > 1]
        if once:
            raise ValidationError({once[0]: f"“{once[0]}” is given several times; at most 1 allowed."})
        # Before the rows are read: what comes meanwhile is told the next time.
        newest, size = LogPosition.newest(), pagination.page_size(request.query_params)
        rows = list(_narrowed(request.query_params)[: size + 1])
        shown, more = rows[:size], len(rows) > size
        position = str(LogPosition(shown[-1].number) if more else max(newest, _behind(shown), key=_number))
        return Response(self._body(request, shown, position, more))

    def _body(self, request: Request, shown: Sequence[Change], position: str, more: bool) -> dict[str, Any]:
        kept = [(name, each) for name in ("kind", "action", "page_size") for each in request.query_params.getlist(name)]
        following = f"{request.path}?{urlencode([('since', position), *kept])}"
        context = {"request": request}
        return {
            "position": position,
            "next": absolute(following, context) if more else None,
            "results": [told(entry, context) for entry in entries(shown)],
        }


def _number(position: LogPosition) -> int:
    return position.number


def _behind(rows: Sequence[Change]) -> LogPosition:
    return LogPosition(rows[-1].number or 0) if rows else LogPosition(0)


def _narrowed(query: Any) -> QuerySet:
    since = LogPosition.read("since", query["since"]).number if "since" in query else 0
    found = Change.objects.filter(number__gt=since).order_by("number")
    if kinds := query.getlist("kind"):
        found = found.filter(kind__in=[_label(name) for name in kinds])
    if actions := query.getlist("action"):
        wrong = [each for each in actions if each not in ACTIONS]
        if wrong:
            raise ValidationError({"action": not_allowed("action", wrong[0], ACTIONS)})
        found = found.filter(action__in=[Action.REMOVED if each == MERGED else each for each in actions])
    return found


def _label(name):
    known = {kind_name(kind.model): kind.model._meta.label_lower for kind in registry.kinds()}
    if name not in known:
        raise ValidationError({"kind": not_allowed("kind", name, known)})
    return known[name]


def told(entry: Entry, context: dict[str, Any]) -> dict[str, Any]:
    """One entry as the API has it."""
    return {
        **_place(entry.link, context),
        "action": entry.action,
        "moment": entry.moment,
        "reason": entry.reason or None,
        "moved_to": _place(entry.moved, context) if entry.moved else None,
    }


def _place(link, context):
    """As a relation says it, without a title: what was withdrawn has none for readers."""
    return {name: value for name, value in link_object(link, context).items() if name != "title"}

"""Errors of the API as RFC 9457 problem documents that name the parameter and what it takes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import DisallowedHost, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from rest_framework import exceptions
from rest_framework.views import exception_handler

from collabfutures.curation.dates import day_of, in_words
from collabfutures.curation.following.position import BEGIN_AGAIN

CONTENT_TYPE = "application/problem+json"
# Of the address that was asked for, so much is told.
MOST_SHOWN = 2_100
# Anybody may keep an answer, and asks each time whether it is still the same: that is one short query.
OPEN_TO_ALL = {"Cache-Control": "public, no-cache"}


@dataclass(frozen=True)
class Problem:
    """One sort of error: its code, which stays, its title, and what a reader of its page is told to do about it."""

    status: int
    code: str
    title: str
    advice: str


PROBLEMS = (
    Problem(
        400,
        "invalid-parameter",
        "The request is not valid",
        "“errors” names each parameter that is at fault and what it takes. Nothing is guessed: a parameter that the "
        "address does not know, an empty value and a value that is not allowed are all refused.",
    ),
    Problem(
        404,
        "not-found",
        "There is no such record",
        "No record was ever public at this address. For one that was renamed or merged the status is 301, for one that "
        "was withdrawn 410.",
    ),
    Problem(
        405,
        "read-only",
        "This API can only be read",
        "Use GET or HEAD. Records are curated by people, in the admin.",
    ),
    Problem(
        406,
        "no-such-form",
        "No such form",
        "“Accept” names no form that this address has; “detail” lists those there are. “format=” chooses one too.",
    ),
    Problem(
        410,
        "withdrawn",
        "It is no longer to be had",
        "The record was public and was withdrawn: “detail” says when and why. Take it out of your copy.",
    ),
    Problem(
        410,
        BEGIN_AGAIN,
        "Begin again",
        "The position was given out before the base was restored or rebuilt. Leave out “since” or “cursor” and read "
        "all of it once more.",
    ),
    Problem(
        414,
        "query-too-long",
        "The query is too long",
        "Shorten what stands after “?”: fewer values, or several requests.",
    ),
    Problem(
        429,
        "too-many-requests",
        "Too many requests",
        "Wait for as many seconds as “Retry-After” says. Whoever wants everything asks for 100 records a page.",
    ),
    Problem(
        503,
        "unavailable",
        "The database does not answer",
        "It is busy or being looked after. Try again after as many seconds as “Retry-After” says.",
    ),
    Problem(500, "fault", "Something went wrong", "The fault is ours and has been logged. Please tell us if it stays."),
)
BY_CODE = {each.code: each for each in PROBLEMS}
# The usual problem of a status: the first with it.
BY_STATUS = {each.status: each for each in reversed(PROBLEMS)}


class Gone(exceptions.APIException):
    """A withdrawn record: it was public, and readers are told when and why it no longer is."""

    status_code = 410
    default_code = "withdrawn"

    def __init__(self, record: Any) -> None:
        super().__init__(withdrawal(record))


def withdrawal(record: Any) -> str:
    """What readers are told of a withdrawn record."""
    day = in_words(day_of(record.withdrawn_at)) if record.withdrawn_at else "a day that was not recorded"
    return f"Withdrawn on {day}. Reason: {record.withdrawn_reason or 'none was recorded'}."


def problem(
    request: HttpRequest, of: Problem, detail: str, errors: list[dict] | None = None, **headers: str
) -> JsonResponse:
    """A problem document. `errors` is [{"parameter", "detail"}], one for each parameter at fault."""
    body = {"type": _explained(request, of.code), "title": of.title, "status": of.status, "detail": detail}
    body |= {"instance": request.get_full_path()[:MOST_SHOWN], "code": of.code} | ({"errors": errors} if errors else {})
    response = JsonResponse(
        body, status=of.status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    for name, value in (OPEN_TO_ALL | headers).items():
        response[name] = value
    return response


def _explained(request, code):
    """The address of the page about a sort of error; its path alone to whoever asks for another host."""
    path = reverse("problem", args=[code])
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return path


def invalid(request: HttpRequest, error: ValidationError) -> JsonResponse:
    """The problem of a ValidationError or of a form's errors, keyed by parameter."""
    by_name = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [{"parameter": name, "detail": detail} for name, details in by_name.items() for detail in details]
    of = BY_CODE[BEGIN_AGAIN] if _codes(error) == {BEGIN_AGAIN} else BY_STATUS[400]
    return problem(request, of, " ".join(entry["detail"] for entry in errors), errors)


def _codes(error):
    return {each.code for each in getattr(error, "error_list", ())} or {
        each.code for several in error.error_dict.values() for each in several
    }


def problem_response(error: Exception, context: dict) -> HttpResponse | None:
    """DRF's exception handler. What it does not know goes on to the middleware."""
    request = context["request"]._request
    if isinstance(error, ValidationError):
        return invalid(request, error)
    if isinstance(error, Http404):
        return problem(request, BY_STATUS[404], "There is no public record at this address.")
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = str(getattr(error, "detail", error))
    kept: dict[str, Any] = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
    of = BY_CODE.get(getattr(error, "default_code", ""), BY_STATUS.get(response.status_code, BY_STATUS[400]))
    return problem(request, of, detail, **kept)

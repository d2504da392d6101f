"""Errors of the API as RFC 9457 problem documents that name the parameter and what it takes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.views import exception_handler

from collabfutures.curation.dates import day_of, in_words

CONTENT_TYPE = "application/problem+json"
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count",
    # Anybody may keep an answer, and asks each time whether it is still the same: that is one short query.
    "Cache-Control": "public, no-cache",
}
TITLES = {
    400: "The request is not valid",
    404: "There is no such record",
    405: "This API can only be read",
    406: "No such format",
    410: "The record was withdrawn",
    414: "The query is too long",
    429: "Too many requests",
    503: "The database does not answer",
}


class Gone(exceptions.APIException):
    """A withdrawn record: it was public, and readers are told when and why it no longer is."""

    status_code = 410

    def __init__(self, record: Any) -> None:
        super().__init__(withdrawal(record))


def withdrawal(record: Any) -> str:
    """What readers are told of a withdrawn record."""
    day = in_words(day_of(record.withdrawn_at)) if record.withdrawn_at else "a day that was not recorded"
    return f"Withdrawn on {day}. Reason: {record.withdrawn_reason or 'none was recorded'}."


def problem(status: int, detail: str, errors: list[dict] | None = None, **headers: str) -> JsonResponse:
    """A problem document. `errors` is [{"parameter", "detail"}], one for each parameter at fault."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    response = JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})
    for name, value in (OPEN_TO_ALL | headers).items():
        response[name] = value
    return response


def invalid(error: ValidationError) -> JsonResponse:
    """The problem of a ValidationError or of a form's errors, keyed by parameter."""
    by_name = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [{"parameter": name, "detail": detail} for name, details in by_name.items() for detail in details]
    return problem(400, " ".join(entry["detail"] for entry in errors), errors)


def problem_response(error: Exception, context: dict) -> HttpResponse | None:
    """DRF's exception handler. What it does not know goes on to the middleware."""
    if isinstance(error, ValidationError):
        return invalid(error)
    if isinstance(error, Http404):
        return problem(404, "There is no public record at this address.")
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = str(getattr(error, "detail", error))
    kept: dict[str, Any] = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
    return problem(response.status_code, detail, **kept)

"""What no view should have to think of: unreadable requests, and a database that does not answer for now."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from collabfutures.curation.api.problems import BY_STATUS, problem
from collabfutures.curation.database.faults import RETRY_SECONDS, deadline, told
from collabfutures.curation.parameters import MOST_PARAMETERS, QUERY_BYTES

log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD", "OPTIONS")
# No page asks more than eight statements of a second each; an act on a thousand records takes its time.
READ_SECONDS, WRITE_SECONDS = 10, 300
Handler = Callable[[HttpRequest], HttpResponse]


def refuse_unreadable_requests(get_response: Handler) -> Handler:
    """NUL bytes would crash PostgreSQL wherever they arrive; an endless query string would echo in every link."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        most = QUERY_BYTES if request.path_info.startswith("/api/") else QUERY_BYTES + settings.CARRIED_BYTES
        if len(query) > most and not request.path_info.startswith("/admin/"):
            return answer(request, 414, f"The part after “?” may have at most {most} characters.")
        if query.count("&") >= MOST_PARAMETERS:
            return answer(request, 400, f"An address may have at most {MOST_PARAMETERS} parameters.")
        parts = (request.path, query, *request.COOKIES.values())
        if "%00" in query or any("\x00" in part for part in parts):
            return answer(request, 400, "The request holds a NUL character, which no record has.")
        return get_response(request)

    return middleware


def answer_when_the_database_is_away(get_response: Handler) -> Handler:
    """A lost connection, a query over its time, a full disk is 503 with Retry-After. Any other fault stays a fault."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with deadline(READ_SECONDS if request.method in SAFE else WRITE_SECONDS):
            return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return unavailable(request, error)

    # Django looks for the hook on what handles the request, which here is a function.
    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The 503 for an error of the database that may pass; None for any other."""
    detail = told(error, saving=request.method not in SAFE)
    if detail is None:
        return None
    log.error("The database did not answer %s", request.path, exc_info=error)
    response = answer(request, 503, detail)
    response["Retry-After"] = RETRY_SECONDS
    return response


def answer(request: HttpRequest, status: int, detail: str, brief: Any = None) -> HttpResponse:
    """A refusal in the form that the address speaks: a problem document under /api/, a page elsewhere.

    The page is made without the request: where that cannot be read, or the database is away, it still comes.
    """
    if request.path_info.startswith("/api/"):
        return problem(request, BY_STATUS[status], detail)
    page = render_to_string(
        "error.html", {"status": status, "detail": detail, "brief": brief, "site_name": settings.SITE_NAME}
    )
    return HttpResponse(page, status=status)

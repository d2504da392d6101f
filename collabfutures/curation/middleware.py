"""What no view should have to think of: unreadable requests, and a database that does not answer for now."""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from collabfutures.curation.api.problems import problem
from collabfutures.curation.parameters import QUERY_BYTES

log = logging.getLogger(__name__)
RETRY_SECONDS = "5"
# Django itself refuses a thousand, in a form that is not ours.
MOST_PARAMETERS = 500
# PostgreSQL's codes for what passes: cancelled for its time, deadlock, lock not to be had, connection lost, shut down.
PASSING_STATES = ("57014", "40P01", "55P03", "08", "57P")


def refuse_unreadable_requests(get_response):
    """NUL bytes would crash PostgreSQL wherever they arrive; an endless query string would echo in every link."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        most = QUERY_BYTES if request.path.startswith("/api/") else QUERY_BYTES + settings.CARRIED_BYTES
        if len(query) > most and not request.path.startswith("/admin/"):
            return answer(request, 414, f"The part after “?” may have at most {most} characters.")
        if query.count("&") >= MOST_PARAMETERS:
            return answer(request, 400, f"An address may have at most {MOST_PARAMETERS} parameters.")
        parts = (request.path, query, *request.COOKIES.values())
        if "%00" in query or any("\x00" in part for part in parts):
            return answer(request, 400, "The request holds a NUL character, which no record has.")
        return get_response(request)

    return middleware


def answer_when_the_database_is_away(get_response):
    """A lost connection or a query over its time is 503 with Retry-After. Any other fault stays a fault."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, error):
        if not isinstance(error, OperationalError | InterfaceError) or not _passes(error):
            return None
        log.error("The database did not answer %s", request.path, exc_info=error)
        response = answer(request, 503, "The database did not answer in time. Please try again in a few seconds.")
        response["Retry-After"] = RETRY_SECONDS
        return response

    middleware.process_exception = process_exception
    return middleware


def _passes(error):
    """Whether the same request may succeed in a moment."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state:
        return state.startswith(PASSING_STATES)
    text = str(error)
    return isinstance(error, InterfaceError) or any(word in text for word in ("locked", "busy", "connect", "closed"))


def answer(request, status, detail, brief=None):
    """A refusal in the form that the address speaks: a problem document under /api/, a page elsewhere.

    The page is made without the request: where that cannot be read, or the database is away, it still comes.
    """
    if request.path.startswith("/api/"):
        return problem(status, detail)
    page = render_to_string("error.html", {"status": status, "detail": detail, "brief": brief})
    return HttpResponse(page, status=status)

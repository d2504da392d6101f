"""What no view should have to think of: unreadable requests, and a database that does not answer."""

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from collabfutures.curation.parameters import QUERY_BYTES
from collabfutures.curation.problems import problem

RETRY_SECONDS = "5"


def refuse_unreadable_requests(get_response):
    """NUL bytes would crash PostgreSQL wherever they arrive; an endless query string would echo in every link."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        if len(query) > QUERY_BYTES and not request.path.startswith("/admin/"):
            return _answer(request, 414, f"The part after “?” may have at most {QUERY_BYTES} characters.")
        if "\x00" in request.path or "%00" in query or "\x00" in query:
            return _answer(request, 400, "The address holds a NUL character, which no record has.")
        return get_response(request)

    return middleware


class answer_when_the_database_is_away:
    """A lost connection or a query over its time is 503 with Retry-After, not a stack trace."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, OperationalError | InterfaceError):
            return None
        detail = "The database did not answer in time. Please try again in a few seconds."
        response = _answer(request, 503, detail)
        response["Retry-After"] = RETRY_SECONDS
        return response


def _answer(request, status, detail):
    if request.path.startswith("/api/"):
        return problem(status, detail)
    return HttpResponse(render_to_string("error.html", {"status": status, "detail": detail}), status=status)

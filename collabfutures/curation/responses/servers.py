"""Readers are answered by the replica, or by the primary where that is better; nobody waits for a server that hangs."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from collabfutures.curation.database.faults import BUSY, READ_ONLY, RETRY_SECONDS, WHILE_SAVING
from collabfutures.curation.database.reading import REPLICA, is_read_only, read_from, within
from collabfutures.curation.database.servers import aliases, watch
from collabfutures.curation.responses.refusals import SAFE, answer

ADMIN, STATIC = "/admin/", "/static/"
Handler = Callable[[HttpRequest], HttpResponseBase]


def choose_server(get_response: Handler) -> Handler:
    """Outside of all that reads. A SQLite file is here or is not: there is nothing to choose."""
    if connection.vendor != "postgresql":
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(STATIC):
            return get_response(request)
        # A form of the public pages (a text to be translated) saves nothing.
        if request.method in SAFE or not request.path_info.startswith(ADMIN):
            return _read(request, get_response)
        return _written(request, get_response)

    return middleware


def _read(request, get_response):
    """One server after the other, until one of them has an answer."""
    response = None
    for alias in watch.order(own_writes=_may_have_written(request)):
        with read_from(alias):
            response = get_response(request)
        if response.status_code != 503:
            break
    if response is None:
        return _away(request, BUSY)
    if response.streaming:
        response.streaming_content = within(alias, response.streaming_content)
    return response


def _may_have_written(request):
    """Whoever is signed in has the cookie of a session on public pages too."""
    return request.path_info.startswith(ADMIN) or settings.SESSION_COOKIE_NAME in request.COOKIES


def _written(request, get_response):
    if watch.takes_writes():
        return get_response(request)
    detail = READ_ONLY if REPLICA in aliases() else BUSY
    return _away(request, f"{detail} {WHILE_SAVING}")


def read_only(request: HttpRequest) -> dict[str, bool]:
    """Context processor: whether a page of the desk has to say that nothing can be saved now."""
    return {"is_read_only": request.path_info.startswith(ADMIN) and is_read_only()}


def _away(request, detail):
    response = answer(request, 503, detail)
    response["Retry-After"] = RETRY_SECONDS
    return response

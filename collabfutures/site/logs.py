"""One line of JSON for each thing that is logged, with the number of the request that it belongs to.

Requests themselves are logged by the proxy, under the same numbers. Neither log holds an address of a visitor, a name
of a curator, or what somebody searched for: only the path of a request is written down.
"""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

HEADER = "X-Request-ID"
# A link to choose a password is good for whoever reads it, until it is used.
SECRET = re.compile(r"^(/admin/account/password/).+")
_number: ContextVar[str] = ContextVar("number of the request", default="")
_path: ContextVar[str] = ContextVar("path of the request", default="")
Handler = Callable[[HttpRequest], HttpResponseBase]


def number_requests(get_response: Handler) -> Handler:
    """Takes the number that the proxy gave, or gives one; the answer carries it, so that a reader can name it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        number = given if re.fullmatch(r"[0-9a-f]{32}", given) else uuid.uuid4().hex
        # They stay until the thread's next request: Django logs a refusal when the last middleware is done.
        _number.set(number)
        _path.set(SECRET.sub(r"\1…/", request.path_info))
        response = get_response(request)
        response.headers[HEADER] = number
        return response

    return middleware


class RequestNumber(logging.Filter):
    """Puts on each record which request it belongs to; both are empty where nobody asks."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id, record.path = _number.get(), _path.get()
        return True


class Lines(JsonFormatter):
    """{"timestamp", "level", "logger", "message", "request_id", "path", "exc_info"}."""

    def __init__(self) -> None:
        names = "%(levelname)s %(name)s %(message)s %(request_id)s %(path)s"
        # Django hangs the whole request on some records: its addresses and cookies are nobody's business.
        hidden = (*RESERVED_ATTRS, "request")
        renamed = {"levelname": "level", "name": "logger"}
        super().__init__(names, rename_fields=renamed, reserved_attrs=hidden, timestamp=True)

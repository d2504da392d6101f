"""Sessions, sign-in and messages exist below /admin/ alone.

Nobody signs in to read: a public page has no cookie to look at, and none to give away.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.database.reading import is_read_only
from collabfutures.curation.responses.refusals import unavailable

PATH = "/admin/"
# A request so long after the last one that was written down is written down.
ACTIVE_SECONDS = 300


class BelowAdmin:
    """Put before a middleware class of Django's: other addresses do not know of it."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.path_info.startswith(PATH) else self.get_response(request)  # type: ignore[misc]


class AdminSessions(BelowAdmin, SessionMiddleware):
    """A session lasts from the last request on, to within some minutes: not every request is written down for it. And
    none lasts longer than SESSION_HOURS from when somebody signed in."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        began = request.session.get("began") if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if began and time.time() - began > settings.SESSION_HOURS * 3600:
            request.session = self.SessionStore()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session, now = request.session, int(time.time())
        if is_read_only():
            session.modified = False
            return super().process_response(request, response)
        if SESSION_KEY in session and now - session.get("active", 0) > ACTIVE_SECONDS:
            session["active"] = now
            session.setdefault("began", now)
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            # Django takes a database that went away for a session that somebody ended.
            interrupted = error.__context__.__context__ if error.__context__ else None
            refused = unavailable(request, interrupted)
            if refused is None:
                raise
            return refused


class AdminSignIn(BelowAdmin, AuthenticationMiddleware):
    pass


class AdminMessages(BelowAdmin, MessageMiddleware):
    pass

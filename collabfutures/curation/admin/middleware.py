"""Sessions, sign-in and messages exist below /admin/ alone.

Nobody signs in to read: a public page has no cookie to look at, and none to give away.
"""

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

PATH = "/admin/"


class BelowAdmin:
    """Put before a middleware class of Django's: other addresses do not know of it."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.path_info.startswith(PATH) else self.get_response(request)  # type: ignore[misc]


class AdminSessions(BelowAdmin, SessionMiddleware):
    pass


class AdminSignIn(BelowAdmin, AuthenticationMiddleware):
    pass


class AdminMessages(BelowAdmin, MessageMiddleware):
    pass

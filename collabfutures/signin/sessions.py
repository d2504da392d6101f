"""The sessions of an account: how long one lasts, which there are, how they are ended."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest


def end_sessions(account: Any, besides: str | None = None) -> int:
    """Ends every session of an account, but the one with this key; how many there were."""
    found = UserSession.objects.filter(user=account).exclude(session_key=besides)
    return len([session.end() for session in found])


def end_others(request: HttpRequest) -> int:
    """What proves who somebody is was changed: whoever is signed in elsewhere proves it anew."""
    return end_sessions(request.user, besides=request.session.session_key)


def renew_key(request: HttpRequest) -> None:
    """Somebody proved anew who they are: a key that was taken before is good for nothing from now on."""
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)

"""Whoever signs in proves it by a second factor before any other page of the admin opens: all of them read drafts."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from collabfutures.curation.admin.middleware import PATH

# Here somebody says who they are; the rest of the admin is closed until they have said all of it.
OPEN = tuple(
    f"{PATH}{name}/"
    for name in (
        *("login", "logout", "jsi18n", "account/again", "account/password"),
        *("account/second-factor/code", "account/second-factor/again"),
    )
)
SETTING_UP = f"{PATH}account/second-factor/"
# The factor that somebody set up in this session: they gave a code of it, though they had signed in before.
SET_UP = "second_factor"


class SecondFactor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not settings.SECOND_FACTOR or not path.startswith(PATH) or path.startswith(OPEN):
            return self.get_response(request)
        return _asked(request) or self.get_response(request)


def _asked(request):
    """The page that asks `request.user` for a second factor; None where they gave one.

    Whoever has one gives it, also to see its codes or to take it off: a password alone does neither.
    """
    if not request.user.is_authenticated:
        return None
    factors = dict(Authenticator.objects.filter(user=request.user).values_list("pk", "type"))
    if factors.keys() & _given(request):
        return None
    has_one = Authenticator.Type.TOTP in factors.values()
    if not has_one and request.path_info.startswith(SETTING_UP):
        return None
    name = "mfa_reauthenticate" if has_one else "mfa_activate_totp"
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def has_one(user: Any) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def _given(request):
    """The keys of the factors that were given in this session. One that was taken off counts no longer."""
    records = get_authentication_records(request, request.user)
    given = {record.get("id") for record in records if record["method"] == "mfa"}
    return {*given, request.session.get(SET_UP)}

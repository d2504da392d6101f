"""The addresses at which one signs in, below /admin/: only there are sessions. The names are those allauth asks for."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.usersessions.views import ListUserSessionsView
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from collabfutures.signin import views

LINK = r"^account/password/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,80})/$"


def titled(view: Any, title: str) -> Any:
    """A page of allauth's under our title, which no cache keeps: it may show a secret."""
    return never_cache(view.as_view(extra_context={"title": title}))


urlpatterns = [
    path("login/", titled(account.LoginView, "Sign in"), name="account_login"),
    path("account/again/", titled(views.Again, "Is it you?"), name="account_reauthenticate"),
    path("account/password/", titled(views.Reset, "A new password"), name="account_reset_password"),
    path(
        "account/password/sent/",
        titled(account.PasswordResetDoneView, "A new password"),
        name="account_reset_password_done",
    ),
    path(
        "account/password/set/",
        titled(account.PasswordResetFromKeyDoneView, "Your password is set"),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        LINK, titled(account.PasswordResetFromKeyView, "Choose a password"), name="account_reset_password_from_key"
    ),
    path("account/sessions/", titled(ListUserSessionsView, "Where you are signed in"), name="usersessions_list"),
    path("account/second-factor/", titled(mfa.IndexView, "Your second factor"), name="mfa_index"),
    path("account/second-factor/code/", titled(mfa.AuthenticateView, "A code"), name="mfa_authenticate"),
    path("account/second-factor/again/", titled(views.CodeAgain, "A code"), name="mfa_reauthenticate"),
    path("account/second-factor/app/", titled(views.SetUp, "Set up a second factor"), name="mfa_activate_totp"),
    path(
        "account/second-factor/app/remove/",
        titled(views.TakeOff, "Take off the second factor"),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/second-factor/codes/",
        titled(codes.ViewRecoveryCodesView, "Recovery codes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-factor/codes/new/",
        titled(codes.GenerateRecoveryCodesView, "New recovery codes"),
        name="mfa_generate_recovery_codes",
    ),
    path("account/second-factor/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

"""allauth's pages where ours differ from them."""

from typing import Any

from allauth.account.views import PasswordResetView, ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from collabfutures.signin.second_factor import SET_UP
from collabfutures.signin.sessions import end_others, renew_key


class Reset(PasswordResetView):
    """Asks where to send a link for a new password; on a site that sends no mail, says who else makes one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.EMAIL_HOST:
            return super().dispatch(request, *args, **kwargs)
        return render(request, "account/no_mail.html", self.extra_context)


class Again(ReauthenticateView):
    """The password once more."""

    def form_valid(self, form: Any) -> HttpResponse:
        renew_key(self.request)
        return super().form_valid(form)


class CodeAgain(CodeView):
    """A code once more."""

    def form_valid(self, form: Any) -> HttpResponse:
        renew_key(self.request)
        return super().form_valid(form)


class TakeOff(DeactivateTOTPView):
    """The second factor is taken off, and other sessions with it."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        end_others(self.request)
        return response


class SetUp(ActivateTOTPView):
    """A second factor is set up, and counts as given: its code was just typed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"is_needed": settings.SECOND_FACTOR}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        self.request.session[SET_UP] = factor.pk
        renew_key(self.request)
        end_others(self.request)
        return response

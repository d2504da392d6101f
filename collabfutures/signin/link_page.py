"""The page of an account on which a link for it is made: to come in for the first time, or in again."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from collabfutures.curation.admin.copies.notices import tell
from collabfutures.signin.links import forget_second_factor, link_for
from collabfutures.signin.second_factor import has_one

MAIL = "With this link you choose the password of {name!r}. It works once, and for three days:\n\n{link}\n"


class NewAccount(forms.ModelForm):
    """An account without a password: whoever it is for chooses one by a link, and nobody else knows it."""

    class Meta:
        model = User
        fields = ("username", "email")

    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        return super().save(commit)


def asking_again(view: Any) -> Any:
    """Whoever has left their desk open has not sent this."""
    return method_decorator(reauthentication_required(allow_get=True))(view)


class LinkPage(UserAdmin):
    """No password of another is typed here, and no account is changed from a desk that was left open."""

    add_form = NewAccount
    add_fieldsets = ((None, {"fields": NewAccount.Meta.fields}),)
    fieldsets = ((None, {"fields": ("username",)}), *(UserAdmin.fieldsets or ())[1:])
    add_view = asking_again(UserAdmin.add_view)
    change_view = asking_again(UserAdmin.change_view)
    delete_view = asking_again(UserAdmin.delete_view)
    changelist_view = asking_again(UserAdmin.changelist_view)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Django's page, which asks for no former password: a link is the way for others, /admin/password_change/ for
        oneself."""
        raise PermissionDenied

    def get_urls(self) -> list[Any]:
        view: Any = self.admin_site.admin_view(reauthentication_required(self.link_view, allow_get=True))
        return [path("<path:object_id>/link/", view, name="auth_user_link"), *super().get_urls()]

    @method_decorator(never_cache)
    def link_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Makes the link, shows it once, and sends it where the site has a mail server."""
        account: Any = self.get_object(request, unquote(object_id))
        if account is None:
            raise Http404
        # One's own password and factor are changed on pages that ask for them first.
        if account.pk == request.user.pk or not self.has_change_permission(request, account):
            raise PermissionDenied
        link = self._made(request, account) if request.method == "POST" else None
        context = {"title": f"A link for {account}", "account": account, "link": link, "has_second": has_one(account)}
        context |= {"opts": self.opts, "can_sign_in": account.is_active and account.is_staff}
        return TemplateResponse(request, "account/link.html", self.admin_site.each_context(request) | context)

    def _made(self, request, account):
        link = request.build_absolute_uri(link_for(account))
        if "forget" in request.POST:
            forget_second_factor(account)
            self.log_change(request, account, "Forgot the second factor.")
        self.log_change(request, account, "Made a link to choose a password.")
        tell(account, "A link to choose your password", MAIL.format(name=account.get_username(), link=link))
        return link

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Somebody who is new is given a link to choose a password."""
        messages.info(request, "Say what they may do, then make them a link to choose a password.")
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[obj.pk]))

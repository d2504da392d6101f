"""Accounts and groups: nobody gives rights that they have not, and nobody raises their own."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from collabfutures.signin.link_page import LinkPage
from collabfutures.signin.sessions import end_sessions

# Only who may do everything gives rights one by one, or the right to do everything.
BY_OWNERS = ("is_superuser", "user_permissions")
# Two lists with arrows between them are nothing that a screen reader could use.
NO_ARROWS: tuple[str, ...] = ()
# Of their own account nobody changes what they may do.
OF_OTHERS = ("is_staff", "is_active", "groups")


def may_do_all_of(request: HttpRequest, permissions: set[str]) -> bool:
    user: Any = request.user
    return user.is_superuser or permissions <= user.get_all_permissions()


def of_group(group: Group) -> set[str]:
    return _named(group.permissions)


def of_account(account: Any) -> set[str]:
    """What an account may do, or could if it were active: Django says that one which is not may do nothing."""
    return _named(Permission.objects.filter(Q(user=account) | Q(group__user=account)))


def _named(permissions: Any) -> set[str]:
    found = permissions.order_by().values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in found}


# Mail addresses stand with their accounts; second factors and sessions of others are nothing to look at.
for model in (User, Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)


@admin.register(User)
class AccountAdmin(LinkPage):
    """Who changes an account can sign in as it: only one that may do no more than they."""

    filter_horizontal = NO_ARROWS
    readonly_fields = ("last_login", "date_joined")
    list_display = (*UserAdmin.list_display, "is_active", "has_second_factor", "last_login")
    # Counting all accounts beside those found would be one more query.
    show_full_result_count = False
    change_form_template = "account/account.html"
    actions = ("end_sessions",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return super().get_queryset(request).annotate(has_second=Exists(factors))

    @admin.display(boolean=True, description="second factor")
    def has_second_factor(self, account: Any) -> bool:
        return account.has_second

    @admin.action(permissions=["change"], description="End the sessions of the chosen accounts")
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Whoever is signed in somewhere signs in again there."""
        accounts = [account for account in queryset if self.has_change_permission(request, account)]
        for account in accounts:
            end_sessions(account)
            self.log_change(request, account, "Ended all sessions.")
        messages.info(request, f"The sessions of {', '.join(map(str, accounts)) or 'nobody'} are ended.")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_below(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_below(request, obj)

    def _is_below(self, request, account):
        if account is None or request.user.is_superuser:
            return True
        return not account.is_superuser and may_do_all_of(request, of_account(account))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        found = tuple(super().get_readonly_fields(request, obj))
        if request.user.is_superuser:
            return found
        return (*found, *BY_OWNERS, *(OF_OTHERS if obj and obj.pk == request.user.pk else ()))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            given = [group.pk for group in Group.objects.all() if may_do_all_of(request, of_group(group))]
            kwargs["queryset"] = Group.objects.filter(pk__in=given)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """What a group may do is the affair of who may do everything."""

    filter_horizontal = NO_ARROWS

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

"""What the admin's own pages about records share: their addresses, their record, their frame."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

# Rights come from here, whatever else may sign people in.
BACKEND = "django.contrib.auth.backends.ModelBackend"


def permission(model: Any, act: str) -> str:
    """The name of the right to do something with records of a kind."""
    return f"{model._meta.app_label}.{act}_{model._meta.model_name}"


def may_publish(request: HttpRequest, kind: Any) -> bool:
    user: Any = request.user
    return user.has_perm(permission(kind, "publish"))


def line_of(request: HttpRequest, name: str) -> str:
    """What was typed into a line of an act: no more than there is room for, and nothing that no text may hold."""
    return " ".join(request.POST.get(name, "").replace("\0", " ").split())[:300]


def people_who_may(model: Any, act: str) -> Any:
    """The accounts of the desk that have this right, by name."""
    found = get_user_model().objects.with_perm(permission(model, act), backend=BACKEND)
    return found.filter(is_staff=True).order_by("username")


class RecordPages(admin.ModelAdmin):
    """Base of the admins that add pages to those of Django."""

    def page_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def page_address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.page_name(page)}", args=args)

    def visible_record(self, request: HttpRequest, object_id: str) -> Any:
        """A record that somebody may see. Raises Http404 or PermissionDenied."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404("No such record.")
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request, self.model)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "preserved_filters": ""}
        return TemplateResponse(request, template, shared | context, status=status)

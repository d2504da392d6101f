"""Lines of a form: records of another kind, and rows of a relation. A form shows some and links to the rest."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from collabfutures.curation.admin.forms import MOST_LINES, BoundedFormSet, RecordAdminForm
from collabfutures.curation.admin.locking import locked
from collabfutures.curation.admin.record_admin import ROOMY


class BoundedInline:
    """What both forms of inline share."""

    model: Any
    admin_site: Any
    formset: Any = BoundedFormSet
    extra = 0
    template = "admin/bounded_inline.html"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BoundedFormSet]:
        """The formset, knowing how many lines there are besides those on the form and where they are had."""
        # What it is mixed with has it: both forms of inline of Django's.
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        number = self.model._base_manager.filter(**{formset.fk.name: obj}).count() if obj else 0
        formset.lines_left_out = max(0, number - MOST_LINES)
        formset.all_lines = self.list_address(formset, obj) if formset.lines_left_out else ""
        return formset

    def list_address(self, formset: Any, obj: Any) -> str:
        """Where all the lines are listed; empty for rows that have no list of their own."""
        opts = self.model._meta
        if not self.admin_site.is_registered(self.model):
            return ""
        return f"{reverse(f'admin:{opts.app_label}_{opts.model_name}_changelist')}?{formset.fk.name}={obj.pk}"


class BoundedTabularInline(BoundedInline, admin.TabularInline):
    """Rows of a relation, one on each line."""


class RecordInline(BoundedInline, admin.StackedInline):
    """Records of another kind on the page of the one they belong to. They keep their own state and their own token."""

    form = RecordAdminForm
    formfield_overrides = ROOMY
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return locked(super().get_queryset(request), request)

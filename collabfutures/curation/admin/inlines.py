"""Lines of a form: records of another kind, and rows of a relation. A form shows some and links to the rest."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth import get_permission_codename
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from collabfutures.curation.admin.autocompletes import KnownLabelsForm, RelationFields
from collabfutures.curation.admin.forms import RecordAdminForm
from collabfutures.curation.admin.formsets import MOST_LINES, BoundedFormSet
from collabfutures.curation.admin.locking import locked
from collabfutures.curation.admin.record_admin import ROOMY


class BoundedInline(RelationFields, InlineModelAdmin):
    """What both forms of inline share."""

    form = KnownLabelsForm
    formset = BoundedFormSet
    extra = 0
    template = "admin/bounded_inline.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        related = self.get_autocomplete_fields(request)
        found = super().get_queryset(request)
        return found.select_related(*related) if related else found

    def list_address(self, formset: BoundedFormSet) -> str:
        """Where all the lines are listed; empty for rows that have no list of their own."""
        opts = self.model._meta
        if not self.admin_site.is_registered(self.model):
            return ""
        return (
            f"{reverse(f'admin:{opts.app_label}_{opts.model_name}_changelist')}?{formset.fk.name}={formset.instance.pk}"
        )


class BoundedTabularInline(BoundedInline, admin.TabularInline):
    """Rows of a relation, one on each line. They are a part of the record: who may change it may change them.

    Django asks for the right to change what is at their other end: nobody could cite a source who may not edit sources.
    """

    def _may_change(self, request: HttpRequest) -> bool:
        meta = self.parent_model._meta
        return request.user.has_perm(f"{meta.app_label}.{get_permission_codename('change', meta)}")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class RecordInline(BoundedInline, admin.StackedInline):
    """Records of another kind on the page of the one they belong to. They keep their own state and their own token.

    What is public has a working copy of its own, which is edited on its own page: here stands a link to it.
    """

    form = RecordAdminForm
    formfield_overrides = ROOMY
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request)
        return locked(found, request) if request.method == "POST" else found.filter(published_at=None)

    def elsewhere(self, formset: BoundedFormSet) -> list[Any]:
        """Those of the record that are or were public, to be linked to."""
        if not formset.instance.pk:
            return []
        found = self.model._base_manager.filter(**{formset.fk.name: formset.instance}, published_at__isnull=False)
        return list(found.order_by("sort_title", "pk")[:MOST_LINES])

"""Lines of a form: records of another kind, and rows of a relation. A form shows some and links to the rest."""

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from collabfutures.curation.admin.autocompletes import KnownLabelsForm, RelationFields
from collabfutures.curation.admin.forms import RecordAdminForm
from collabfutures.curation.admin.formsets import BoundedFormSet
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
    """Rows of a relation, one on each line."""


class RecordInline(BoundedInline, admin.StackedInline):
    """Records of another kind on the page of the one they belong to. They keep their own state and their own token."""

    form = RecordAdminForm
    formfield_overrides = ROOMY
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return locked(super().get_queryset(request), request)

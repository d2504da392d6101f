"""The admin of every kind: saving never publishes, a preview of every state, and no edit lost to another's."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import BooleanField, CharField, Field, Q, QuerySet, TextField
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from collabfutures.curation.admin.autocompletes import RelationFields, prefetch_titles
from collabfutures.curation.admin.copies.differing import DifferingPages
from collabfutures.curation.admin.copies.pages import ReviewPages
from collabfutures.curation.admin.copies.preview import PreviewPages
from collabfutures.curation.admin.copies.saving import CopyingAdmin
from collabfutures.curation.admin.duplicates.pages import DuplicatePages
from collabfutures.curation.admin.duplicates.used import UsedPages
from collabfutures.curation.admin.forms import RecordAdminForm
from collabfutures.curation.admin.guard import check_keys, check_numbers, key_names, too_long
from collabfutures.curation.admin.history import HistoryPages
from collabfutures.curation.admin.list_filters import OWN_FILTERS, FrequentRecordsFilter, FrequentValuesFilter
from collabfutures.curation.admin.locking import locked
from collabfutures.curation.admin.sheets.pages import SheetPages
from collabfutures.curation.admin.triage.bulk import BulkPages
from collabfutures.curation.admin.triage.setting_aside import SettingAside
from collabfutures.curation.admin.undelete import DeletedPages
from collabfutures.curation.admin.versions import as_asked, asked_version
from collabfutures.curation.fields import SLUG_PATTERN
from collabfutures.curation.models import Record
from collabfutures.curation.relations import is_kind
from collabfutures.curation.search.folding import fold

HEAD = ("title", "slug", "summary", "seen_token")
DATES = ("published_at", "withdrawn_at")
SYSTEM = ("state", *DATES, "created_at", "updated_at", "last_change")
PUBLICATION = ("state", *DATES, "withdrawn_reason", "look_again", "our_reading", "curator_note", "last_change")


ROOMY: dict[type[Field], dict[str, Any]] = {
    CharField: {"widget": AdminTextInputWidget(attrs={"class": "vLargeTextField"})},
    TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
}


class RecordAdmin(
    RelationFields,
    SettingAside,
    DifferingPages,
    DuplicatePages,
    UsedPages,
    CopyingAdmin,
    HistoryPages,
    DeletedPages,
    ReviewPages,
    PreviewPages,
    SheetPages,
    BulkPages,
):
    """Base of every kind's admin. A subclass lists its groups of fields; the title is always searched."""

    form = RecordAdminForm
    guidance = ""
    groups = ()
    list_filter = ("state",)
    search_fields: ClassVar[tuple[str, ...]] = ("slug", "summary")
    readonly_fields = SYSTEM
    formfield_overrides = ROOMY
    save_on_top = True
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/record_form.html"

    class Media:
        js = (Script("admin.js", type="module"), Script("admin_forms.js", type="module"))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        # An address that others may link to does not follow the title.
        return {"slug": ("title",)} if obj is None else {}

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """What a list may hold very many of, values or records, shows the most frequent."""
        found: list[Any] = [*OWN_FILTERS]
        name: Any
        for name in super().get_list_filter(request):
            field: Any = self.opts.get_field(name)
            is_open = not field.is_relation and not field.flatchoices and not isinstance(field, BooleanField)
            shown = FrequentRecordsFilter if is_kind(field.related_model) else FrequentValuesFilter if is_open else None
            found.append((name, shown) if shown else name)
        return found

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("title", "state", *self.list_display[1:], "updated_at")

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every relation that has an admin to be searched by is searched, never listed whole."""
        opts: Any = self.opts
        through = [field for field in opts.local_many_to_many if not field.remote_field.through._meta.auto_created]
        fields = [*opts.concrete_fields, *opts.local_many_to_many]
        related = [field for field in fields if field.is_relation and field not in through]
        return [field.name for field in related if self.admin_site.is_registered(field.related_model)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        head = {"fields": HEAD, "description": self.guidance}
        rule = "A record is public only after “Publish”. Saving never changes who can see it."
        return [(None, head), *self.groups, ("Publication", {"fields": PUBLICATION, "description": rule})]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        if too_long(search_term):
            self.message_user(request, "Search for fewer words.", messages.ERROR)
            return queryset.none(), False
        # Each word may stand in the title, folded as readers' searches are, or as typed in another column.
        for word in search_term.split():
            if not fold(word):
                continue
            held = Q(sort_title__contains=fold(word))
            for name in self.get_search_fields(request):
                held |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(held)
        return queryset, False

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """Only the filters of the list and the record that lines belong to, which a form of many lines links to.

        A stranger's look-up in an address could run any expression on any column.
        """
        entries = [entry for entry in self.get_list_filter(request) if entry not in OWN_FILTERS]
        declared = [entry[0] if isinstance(entry, tuple) else entry for entry in entries]
        return lookup in {
            *(each.parameter_name for each in OWN_FILTERS),
            *declared,
            *self._single_relations(),
            *(f"{name}__{end}" for name in declared for end in ("exact", "id__exact", "isnull")),
        }

    def _single_relations(self):
        return [field.name for field in self.opts.concrete_fields if is_kind(field.related_model)]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        try:
            single = self._single_relations()
            found = self.get_queryset(request).select_related(*single) if single else self.get_queryset(request)
            record = prefetch_titles(locked(found, request).get(pk=self.opts.pk.to_python(object_id)))
        except (self.model.DoesNotExist, ValidationError, ValueError, OverflowError):
            return None
        return as_asked(request, record)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        check_numbers(request)
        check_keys(request, {"_selected_action", *self._single_relations()})
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        models = [self.model, *(inline.model for inline in self.get_inline_instances(request))]
        fields = [field for model in models for field in [*model._meta.concrete_fields, *model._meta.many_to_many]]
        check_keys(request, {"id", *key_names(fields)})
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Somebody took the same address between our check and our save: now the check sees it and says so.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers can cite is withdrawn, with a reason at its address, before it is deleted."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)

    @admin.display(description="last change")
    def last_change(self, record: Record) -> str:
        """Who did what last. The button “History” has the rest."""
        done = LogEntry.objects.filter(content_type=get_content_type_for_model(record), object_id=str(record.pk))
        entry = done.select_related("user").first()
        if entry is None:
            return "By no curator: loaded from a file, or not saved yet"
        return f"{entry.user} on {localtime(entry.action_time):%-d %B %Y at %H:%M}: {entry.get_change_message()}"

    def view_on_site(self, record: Record) -> str:
        # A form that is refused shows the record with what was typed, and an address may be what was refused.
        has_address = re.fullmatch(SLUG_PATTERN, record.slug)
        return record.get_absolute_url() if record.is_public and has_address else self.preview_url(record)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["preview_url"] = self.preview_url(obj) if obj else None
        context["version"] = asked_version(request, obj) if obj else None
        return super().render_change_form(request, context, add, change, form_url, obj)

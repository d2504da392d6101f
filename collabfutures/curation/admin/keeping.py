"""Every act on the form of a record is kept: what stood there before, and what stands there after it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.admin.merging import lines_together, names
from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.admin.version_lines import lines_of
from collabfutures.curation.admin.versions import asked_version
from collabfutures.curation.desk.copies import discard_copy
from collabfutures.curation.models import Record
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.noting import keep, note, note_deleted


class KeepingAdmin(RecordPages):
    """Saves and deletes with a revision, and shows an earlier one in the form."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Records that are edited on the form of another one have revisions of their own."""
        if not issubclass(formset.model, Record):
            super().save_formset(request, form, formset, change)
            return
        edited = [each.instance.pk for each in formset.initial_forms if each.has_changed()]
        keep(formset.model, edited)
        super().save_formset(request, form, formset, change)
        for each in formset.initial_forms:
            self._tell_merge(request, each)
        by = By.curator(request.user)
        note(formset.model, edited, Act.CHANGED, by)
        note(formset.model, [each.pk for each in formset.new_objects], Act.ADDED, by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._tell_merge(request, form)
        note(self.model, [form.instance.pk], Act.CHANGED if change else Act.ADDED, By.curator(request.user))

    def _tell_merge(self, request, form):
        if form.merge and form.merge.taken:
            taken = names(form.merge.model, form.merge.taken)
            self.message_user(request, f"Somebody else saved meanwhile. Theirs was kept in: {taken}.", messages.WARNING)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What readers can cite is not deleted: the page says so, and what to do instead."""
        record = self.get_object(request, object_id)
        if record and record.is_public and self.has_view_or_change_permission(request, record):
            context = {"title": f"“{record}” cannot be deleted", "record": record}
            status = 403 if request.method == "POST" else 200
            return self.page(request, "admin/not_deleted.html", context, status)
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Any, reason: str = "") -> None:
        self._note_deleted(obj, By.curator(request.user), reason)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            for record in queryset:
                self._note_deleted(record, By.curator(request.user))
            super().delete_queryset(request, queryset)

    def _note_deleted(self, record, by, reason=""):
        discard_copy(record, by)
        note_deleted(record, by, reason)

    def _shown(self, request, obj):
        """The content that a form shows in place of what is stored, or nothing."""
        asked = asked_version(request, obj) if obj.pk else None
        copy = obj.working_copy
        return asked.said(obj) if asked else copy.says(obj) if copy else {}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The lines of a form are those of the version that it shows, and as others left them when it is sent."""
        found = super().get_formset_kwargs(request, obj, inline, prefix)
        said = lines_of(self.model, inline.model, self._shown(request, obj)) if request.method == "GET" else None
        if found.get("data") is not None and obj.pk and not issubclass(inline.model, Record):
            found["data"] = lines_together(obj, inline.model, found["data"])
        return {**found, "said": said} if said else found

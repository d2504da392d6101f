"""On the way through a list: what has no place here is deleted with a reason, and the next record comes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from collabfutures.curation.admin.record_pages import line_of
from collabfutures.curation.admin.triage.pages import FILTERS, TriagePages

BUTTON = "_delete_next"
NO_REASON = (
    "Say why it has no place here: it stands in the list of what was deleted, from where it can be brought back."
)
SINCE = "Somebody else saved it since you opened the form: it was not deleted. Look at what it says now."
IN_USE = "“{record}” was not deleted, because something rests on it: {others}."


class SettingAside(TriagePages):
    """One button more than the form has: what was typed is not saved, for there is nothing left to save it in."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and BUTTON in request.POST:
            return self._set_aside(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _set_aside(self, request, object_id):
        """The way to the next record; or back to this one, where the browser offers to put back what was typed."""
        reason = line_of(request, "why")
        with transaction.atomic():
            record = self.get_object(request, object_id)
            if record is None or not self.has_delete_permission(request, record):
                raise PermissionDenied
            refusal = self._refusal(request, record, reason)
            if not refusal:
                refusal = self._deleted(request, record, reason)
        if refusal:
            self.message_user(request, refusal, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        self.message_user(request, f"“{record}” is deleted. “Deleted”, above the list, brings it back.")
        return self._to_next(request, request.GET.get(FILTERS, ""), int(object_id))

    def _refusal(self, request, record, reason):
        if not reason:
            return NO_REASON
        return "" if request.POST.get("seen_token") == str(record.token) else SINCE

    def _deleted(self, request, record, reason):
        self.log_deletions(request, [record])
        try:
            with transaction.atomic():
                self.delete_model(request, record, reason)
        except ProtectedError as error:
            others = "; ".join(str(each) for each in list(error.protected_objects)[:3])
            return IN_USE.format(record=record, others=others)
        return ""

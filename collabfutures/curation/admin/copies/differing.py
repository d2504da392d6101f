"""On the form of a record: what its source says otherwise, to be taken over or left."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.desk.deciding import difference, otherwise, settle, take_over
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.working_copy import copy_of

DECIDED = "It was decided already, or the source says what stands here by now."
CHANGED = "Somebody saved it, or brought it anew, since you opened the page: look at what differs now."


class DifferingPages(RecordPages):
    """Two buttons above the form, and the page that they are sent to."""

    def get_urls(self) -> list[Any]:
        view: Any = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<int:pk>/decide/", view, name=self.page_name("decide")), *super().get_urls()]

    @transaction.atomic
    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`_take` has the record say what its source says, `_keep` leaves it; neither with what was not seen."""
        self.visible_record(request, str(pk))
        record = self.model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        found, copy = difference(record), copy_of(record, is_locked=True)
        if found is None:
            self.message_user(request, DECIDED, messages.WARNING)
        elif request.POST.get("seen") != _seen(copy or record, found):
            self.message_user(request, CHANGED, messages.ERROR)
        elif "_keep" in request.POST:
            settle(found)
            self.message_user(request, "It stays as it is.", messages.SUCCESS)
        elif "_take" in request.POST:
            self._take(request, record, found)
        return HttpResponseRedirect(self.page_address("change", pk))

    def _take(self, request, record, found):
        try:
            with transaction.atomic():
                lost = take_over(record, found, By.curator(request.user))
        except ValidationError as error:
            self.message_user(request, f"It cannot say that: {' '.join(error.messages)}", messages.ERROR)
            return
        self.message_user(request, "It says what its source says now.", messages.SUCCESS)
        if lost:
            self.message_user(request, f"Not taken over: {'; '.join(lost)}.", messages.WARNING)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and (found := difference(obj)):
            context["differs"] = {"by": found.by, "moment": found.moment, "fields": otherwise(obj, found)}
            context["differs"] |= {"seen": _seen(obj, found)}
            context["may_decide"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _seen(edited, found):
    """What a decision is about: a version of the record, or of its working copy, and what the source says."""
    return f"{edited.token} {found.moment.isoformat()}"

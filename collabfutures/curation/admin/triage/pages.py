"""A list worked through one record after the other: its source's text beside the form, suggestions, save and next."""

from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import transaction
from django.db.models import QuerySet, TextField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path
from django.views.decorators.http import require_safe

from collabfutures.curation.admin.guard import check_numbers
from collabfutures.curation.admin.record_pages import RecordPages, line_of
from collabfutures.curation.desk.suggesting import parted_values, refuse, suggestions
from collabfutures.curation.desk.tagging import also_said
from collabfutures.curation.fields import FoldedField
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.comparing import label
from collabfutures.curation.revisions.working_copy import copy_of

# The filters of a list, as Django's admin carries them.
FILTERS, TRIAGE = "_changelist_filters", "triage"
SINCE = "Somebody else saved it since you opened the form: nothing was published. Look at what it says now first."
ITS_COPY_FIRST = "it is saved, and published from the page that shows what it would change."
# {act: what is told of a record once that is done}
PASSED_ON = {"publish": "is public", "send_for_review": "waits for a review"}
# {button: the act that it does before the next record is shown}
BUTTONS = {"_next": "", "_publish_next": "publish", "_review_next": "send_for_review"}


class TriagePages(RecordPages):
    """The way into a list, and what the form of a record shows and does on the way through it."""

    def get_urls(self) -> list[Any]:
        view: Any = self.admin_site.admin_view(require_safe(self.triage_view))
        skip: Any = self.admin_site.admin_view(require_safe(self.skip_view))
        own = [
            path("triage/", view, name=self.page_name("triage")),
            path("<int:pk>/skip/", skip, name=self.page_name("skip")),
        ]
        return [*own, *super().get_urls()]

    def skip_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leads to the record after this one."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return self._to_next(request, request.GET.get(FILTERS, ""), pk)

    def triage_view(self, request: HttpRequest) -> HttpResponse:
        """Leads to the first record of a list with these filters."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return self._to_next(request, request.GET.urlencode(), 0)

    def _to_next(self, request, filters, after):
        found = self._listed(request, filters).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).first()
        if found is None:
            self.message_user(request, "That was the last one of the list.")
            return HttpResponseRedirect(f"{self.page_address('changelist')}?{filters}")
        query = urlencode({TRIAGE: "1", FILTERS: filters})
        return HttpResponseRedirect(f"{self.page_address('change', found)}?{query}")

    def _listed(self, request: HttpRequest, filters: str) -> QuerySet:
        """The records of a list as its page would show them; of none where the filters are none of its own."""
        asked = copy(request)
        asked.GET, asked.method = QueryDict(filters), "GET"
        check_numbers(asked)
        try:
            return self.get_changelist_instance(asked).get_queryset(asked)
        except (IncorrectLookupParameters, SuspiciousOperation):
            return self.model._base_manager.none()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What was accepted of the suggestions is sent as if it had been chosen in the form."""
        if request.method == "POST" and object_id and {"_publish", "_publish_next"} & request.POST.keys():
            self._publish_what_was_seen(request, object_id)
        if request.method == "POST" and "accept" in request.POST:
            posted: Any = request.POST.copy()
            accepted = parted_values(self.model(), posted.getlist("accept"))
            for name, key in accepted:
                posted.appendlist(name, str(key))
            for name, value in also_said(self.model, [name for name, _ in accepted]).items():
                posted[name] = value
            request.POST = posted
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _publish_what_was_seen(self, request: HttpRequest, object_id: str) -> None:
        """A form that was opened on another version is saved, as far as it can be, and publishes nothing."""
        record = self.get_object(request, object_id)
        if record is None or request.POST.get("seen_token") == str(record.token):
            return
        posted: Any = request.POST.copy()
        for name in ("_publish", "_publish_next"):
            posted.pop(name, None)
        request.POST = posted
        self.message_user(request, SINCE, "warning")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "refuse" in request.POST:
            refuse(form.instance, request.POST.getlist("refuse"))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and TRIAGE in request.GET and self.has_change_permission(request, obj):
            filters = request.GET.get(FILTERS, "")
            rest = self._listed(request, filters).filter(pk__gt=obj.pk)
            context["triage"] = {
                "left": rest.count(),
                "texts": _source_texts(obj, self.get_readonly_fields(request, obj)),
                "suggestions": [(each, label(self.model, each.relation)) for each in suggestions(obj)],
                "may_delete": self.has_delete_permission(request, obj),
                "skip": f"{self.page_address('skip', obj.pk)}?{urlencode({FILTERS: filters})}",
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        button = next((each for each in BUTTONS if each in request.POST), None)
        if button is None:
            return super().response_change(request, obj)
        if BUTTONS[button]:
            self._pass_on(request, obj, BUTTONS[button])
        return self._to_next(request, request.GET.get(FILTERS, ""), obj.pk)

    def _pass_on(self, request, obj, act):
        """Publishes it or sends it for review; one that cannot be is told, and the next one comes."""
        record = self.model._base_manager.get(pk=obj.pk)
        if copy_of(record):
            self.message_user(request, f"“{record}” has a working copy: {ITS_COPY_FIRST}", "warning")
            return
        if act == "publish" and not self.has_publish_permission(request):
            raise PermissionDenied
        try:
            with transaction.atomic():
                note = {"note": line_of(request, "note")} if act == "send_for_review" else {}
                getattr(record, act)(by=By.curator(request.user), **note)
            self.message_user(request, f"“{record}” {PASSED_ON[act]}.", messages.SUCCESS)
        except ValidationError as error:
            self.message_user(request, f"“{record}” is saved, and no more: {' '.join(error.messages)}", "warning")


def _source_texts(record: Any, shown: Any) -> list[tuple[str, str]]:
    """(label, text) of what a source says in its own words: texts that the form shows and no curator writes."""
    fields = [each for each in record._meta.concrete_fields if isinstance(each, TextField) and each.name in shown]
    found = (
        (str(each.verbose_name), getattr(record, each.name)) for each in fields if not isinstance(each, FoldedField)
    )
    return [(label, text) for label, text in found if text]

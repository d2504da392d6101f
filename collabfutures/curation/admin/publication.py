"""Who can see a record is changed by acts of their own: send for review, publish, withdraw. Each one is logged."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from collabfutures.curation.admin.forms import as_token
from collabfutures.curation.admin.record_pages import RecordPages, line_of, may_publish
from collabfutures.curation.admin.steps import SHOWN, STEP, STEP_BY_ONE, Progress, continued, do, unchanged
from collabfutures.curation.desk.reviewing import sent_back
from collabfutures.curation.desk.selection import selected, store, stored
from collabfutures.curation.publication import UNFINISHED, State
from collabfutures.curation.revisions.comparing import label
from collabfutures.curation.revisions.working_copy import copy_of
from collabfutures.curation.support import left_without, parts, to_publish_first

DONE = {"send_for_review": "Sent for review", "publish": "Published", "withdraw": "Withdrawn", "tie": "Tied"}
BUTTONS = {"_review": "send_for_review", "_publish": "publish", "_withdraw": "withdraw"}
ASKED = {"publish": "Publish these records?", "withdraw": "Withdraw these records from the public?"}
# What an act may take along: the drafts that a record rests on, the public records that rest on it.
ALSO: dict[str, Callable[[Any], list]] = {"publish": to_publish_first, "withdraw": left_without}
# What a page that goes on sends again: the act, and what was answered about it. One key will do: the list wants some.
EXPIRED = (
    "This act was begun over a day ago, or by somebody else: what was done so far is done, and the rest is as it was. "
    "Select what is left, and begin again."
)
CARRIED = ("action", "_selected_action", "confirmed", "together", "parts", "reason", "asked", "answer")


class PublicationAdmin(RecordPages):
    """The acts of publication, in the list and on the form of a record."""

    actions = ("send_for_review", "publish", "withdraw", "assign", "tie", "as_sheet", "as_csv_sheet")

    @admin.action(description="Send the selected drafts for review", permissions=["change"])
    def send_for_review(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._each(request, [queryset], "send_for_review")

    @admin.action(description="Publish the selected records", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._asked(request, queryset, "publish")

    @admin.action(description="Withdraw the selected records", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._asked(request, queryset, "withdraw")

    def _asked(self, request, queryset, act, chosen=()):
        """A page that names the records and, for a withdrawal, asks for the reason; then the act.

        The page carries the selection, not the keys of the records: a form has room for a thousand fields.
        """
        reason = line_of(request, "reason")
        count, confirmed = queryset.count(), request.POST.get("confirmed", "")
        if confirmed and "after" in request.POST:
            return self._each(request, [], act, *self._arguments(request, act, reason))
        parts = self._parts(request, queryset, act)
        changed = confirmed if confirmed not in ("", str(count)) else ""
        seen = mark_of([queryset, *parts])
        if confirmed and request.POST.get("seen") not in (None, seen):
            changed = "others"
        if confirmed and not changed and (reason or act == "publish"):
            found = [queryset, *(parts if "parts" in request.POST else [])]
            return self._each(request, found, act, *self._arguments(request, act, reason))
        counted = [(each.model._meta, each.count()) for each in parts]
        return TemplateResponse(
            request,
            "admin/confirm_publication.html",
            {
                **self._question(request, queryset, act, chosen or request.POST.getlist(ACTION_CHECKBOX_NAME)),
                "count": count,
                "parts": [(opts, found) for opts, found in counted if found],
                "seen": seen,
                "changed": changed,
                "missing": bool(confirmed) and not changed,
            },
        )

    def _arguments(self, request, act, reason):
        """What belongs to records rests on more than these: it goes together with that."""
        return [*([reason] if act == "withdraw" else []), bool({"together", "parts"} & request.POST.keys())]

    def _parts(self, request, queryset, act):
        """What belongs to the records that are to be published, of the kinds that somebody may publish."""
        found = parts(queryset) if act == "publish" else []
        return [each for each in found if may_publish(request, each.model)]

    def _question(self, request, queryset, act, selected):
        across = request.POST.get("select_across", "0") == "1"
        also = {each: None for record in queryset[:SHOWN] for each in ALSO[act](record)}
        return {
            **self.admin_site.each_context(request),
            "title": ASKED[act],
            "records": queryset[:SHOWN],
            "more": -SHOWN,
            "selected": selected[:1] if across else selected,
            "across": across,
            "act": act,
            "also": list(also),
            "reason": request.POST.get("reason") or request.POST.get("withdrawn_reason", ""),
            "opts": self.opts,
            "here": self._here(request),
        }

    def _here(self, request):
        """The list with its filters: all that they find was selected. From a form there are none."""
        listed = self.page_address("changelist")
        return request.get_full_path() if request.path == listed else listed

    def _each(self, request, querysets, act, *arguments):
        """Does the act on a part of the selection; the answer is a page that goes on with the rest, or None."""
        progress, by = Progress.of(request.POST), continued(request)
        selection = self._selection(request, act, querysets)
        if selection is None:
            self._tell(request, act, progress, selected(request.user, act, []))
            self.message_user(request, EXPIRED, messages.ERROR)
            return None
        room = STEP if act == "publish" else STEP_BY_ONE
        while room > 0:
            kind, rows = selection.part(progress.after, room)
            if not rows:
                self._tell(request, act, progress, selection)
                return None
            keys, refused = unchanged(kind, rows, act)
            found = do(kind, keys, act, arguments, lambda kind: may_publish(request, kind), by)
            found.refused += refused
            progress.add(found, len(rows))
            room -= len(rows)
            done = kind._base_manager.filter(pk__in=found.published)
            LogEntry.objects.log_actions(request.user.pk, done, CHANGE, f"{DONE[act]}.")
        return self._going_on(request, act, progress, selection, by)

    def _selection(self, request, act, querysets):
        """The one that is stored, where an act goes on, None if it is no longer; else what is selected now."""
        if "after" not in request.POST:
            return selected(request.user, act, querysets)
        return stored(request.user, act, as_token(request.POST.get("selection", "")))

    def _going_on(self, request, act, progress, selection, by):
        store(selection)
        kept = [(name, value) for name in CARRIED for value in request.POST.getlist(name)[:1]]
        kept += [("as", by.batch), ("selection", selection.pk)]
        context = {**self.admin_site.each_context(request), "title": f"{DONE[act]} so far", "opts": self.opts}
        context |= {"here": self._here(request), "progress": progress, "total": selection.total, "kept": kept}
        return TemplateResponse(request, "admin/publication_step.html", context)

    def _tell(self, request, act, progress, selection):
        for each in progress.told:
            self.message_user(request, each, messages.ERROR)
        if progress.refused > len(progress.told):
            self.message_user(request, f"{progress.refused - len(progress.told)} more were refused.", messages.ERROR)
        if progress.done:
            one, many = (self.opts.verbose_name, self.opts.verbose_name_plural)
            one, many = (one, many) if len(selection.rows) == 1 else ("record", "records")
            kind = one if progress.done == 1 else many
            self.message_user(request, f"{DONE[act]}: {progress.done} {kind}.", messages.SUCCESS)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context |= self._buttons(request, obj) if obj else {}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _buttons(self, request, obj):
        """What can be done with a record in this state, by whom it may be done."""
        copy = obj.working_copy
        may, changes = self.has_publish_permission(request), self.has_change_permission(request, obj)
        state = copy.state if copy else obj.state
        returned = sent_back(obj) if state == State.RETURNED else None
        is_open = copy is not None or obj.state in UNFINISHED
        return {
            "working_copy": copy,
            # Who may publish and not change has buttons without a form to save.
            "only_acts": may and not changes,
            "may_review": changes and state != State.REVIEW and (is_open or obj.is_public),
            # Whoever saves has written it: another one publishes it, unless there is nobody else.
            "may_publish": may and changes and settings.ONE_CURATOR,
            "may_look": is_open or (may and not obj.is_public),
            "may_withdraw": may and obj.is_public,
            "returned": returned,
            "returned_about": label(self.model, returned.about) if returned and returned.about else "",
        }

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        act = next((act for button, act in BUTTONS.items() if button in request.POST), None)
        if act is None:
            return super().response_change(request, obj)
        if act == "send_for_review":
            return HttpResponseRedirect(self.page_address("send", obj.pk))
        if not self.has_publish_permission(request):
            return HttpResponseRedirect(request.path)
        if act == "publish" and copy_of(obj):
            return HttpResponseRedirect(self.page_address("look", obj.pk))
        chosen = self.model.objects.filter(pk=obj.pk)
        if ALSO[act](obj) or any(each.exists() for each in self._parts(request, chosen, act)):
            return self._asked(request, chosen, act, [str(obj.pk)])
        self._each(request, [chosen], act)
        return HttpResponseRedirect(request.path)


def mark_of(querysets: Iterable[QuerySet]) -> str:
    """A mark of the very versions that a selection holds: what is done is done with what stood there when asked."""
    mark = hashlib.sha256()
    for each in querysets:
        for key, token in each.order_by("pk").values_list("pk", "token").distinct().iterator():
            mark.update(f"{each.model._meta.label} {key} {token};".encode())
    return mark.hexdigest()

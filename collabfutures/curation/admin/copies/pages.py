"""The pages of a second pair of eyes: send for review, look and publish or return, discard."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html

from collabfutures.curation.admin.copies.below import drafts_below, mark_of
from collabfutures.curation.admin.copies.comparing import comparison, in_reading_order
from collabfutures.curation.admin.copies.forms import LookForm, SendForm
from collabfutures.curation.admin.copies.notices import tell
from collabfutures.curation.admin.record_pages import RecordPages, may_publish
from collabfutures.curation.desk.copies import discard_copy
from collabfutures.curation.desk.four_eyes import OWN, written_by
from collabfutures.curation.desk.queues import BY_NAME
from collabfutures.curation.desk.reviewing import CHANGED, Seen, approve, send_back, send_for_review, sent
from collabfutures.curation.publication import State
from collabfutures.curation.publishing import check_kinds
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.comparing import label
from collabfutures.curation.revisions.working_copy import WorkingCopy, copy_of

# {page: what it is called in the way to it}
HERE = {"send": "Send for review", "look": "What would be public", "discard": "Discard the working copy"}

# Among so many on either side the next one to review is looked for.
MOST_WAITING = 50


class ReviewPages(RecordPages):
    """Three pages below that of a record."""

    def get_urls(self) -> list[Any]:
        pages = {"send": self.send_view, "look": self.look_view, "discard": self.discard_view}
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=self.page_name(name))
            for name, view in pages.items()
        ]
        return [*own, *super().get_urls()]

    def _record(self, request, pk):
        """(the record as it is stored, its working copy); locked while something is done with them."""
        self.visible_record(request, str(pk))
        found = self.model._base_manager.filter(pk=pk)
        is_locked = request.method == "POST"
        record = (found.select_for_update(of=("self",), no_key=True) if is_locked else found).get()
        return record, copy_of(record, is_locked)

    def _done(self, request: HttpRequest, form: Any, act: Callable[[], None], told: str) -> bool:
        """Does an act; whether it could be done. If not, the form says why not."""
        try:
            with transaction.atomic():
                act()
        except ValidationError as error:
            for name, told in self._told(error):
                form.add_error(name if name in form.fields else None, told)
            return False
        self.message_user(request, told, messages.SUCCESS)
        return True

    def _told(self, error):
        """(field, what is wrong with it): a field of the record is named, since the page shows no form of it."""
        for name, told in getattr(error, "message_dict", {None: error.messages}).items():
            called = f"{label(self.model, name)}: " if name in self._columns() else ""
            yield from ((name if name != "__all__" else None, f"{called}{each}") for each in told)

    @transaction.atomic
    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for a note and a reviewer, shows what would change, and sends it for review."""
        record, copy = self._record(request, pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        form = SendForm(self.model, request.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            by, given = By.curator(request.user), form.cleaned_data
            told = f"“{copy or record}” waits for a review."
            if self._done(request, form, lambda: send_for_review(record, by, **given), told):
                self._notify(request, pk, given["reviewer"], f"To review: {copy or record}", given["note"])
                return HttpResponseRedirect(self.page_address("change", pk))
        return self._page(request, "send", record, copy, form, f"Send for review: {copy or record}")

    @transaction.atomic
    def look_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows what would change for readers, word by word; who may publishes exactly that, or returns it."""
        record, copy = self._record(request, pk)
        form = self._look_form(request, record, copy)
        if request.method == "POST":
            if not self.has_publish_permission(request):
                raise PermissionDenied
            if form.is_valid() and self._looked(request, record, copy, form):
                self._tell_next(request, pk)
                return HttpResponseRedirect(self.page_address("change", pk))
            form.data = form.data | self._seen(record, copy)
        return self._page(request, "look", record, copy, form, f"Look at what would be public: {copy or record}")

    def _tell_next(self, request, pk):
        """Where somebody goes on who looks at one after the other: to the next one that others wrote."""
        waiting = self.model._base_manager.filter(BY_NAME["review"].condition(self.model, request.user))
        keys = list(waiting.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True)[:MOST_WAITING])
        keys += list(waiting.filter(pk__lt=pk).order_by("pk").values_list("pk", flat=True)[:MOST_WAITING])
        own = written_by(self.model, keys, By.curator(request.user))
        if following := waiting.filter(pk=next((key for key in keys if key not in own), None)).first():
            address = self.page_address("look", following.pk)
            self.message_user(request, format_html('Next to review: <a href="{}">“{}”</a>', address, following))

    def _look_form(self, request, record, copy):
        names = [name for name in in_reading_order(self, request, record) if name in self._columns()]
        choices = [(name, label(self.model, name)) for name in names]
        if request.method == "POST":
            return LookForm(choices, request.POST.dict())
        asked = sent(record) if self._state(record, copy) == State.REVIEW else None
        before = {"note": asked.reason, "is_told": asked.is_told} if asked else {}
        return LookForm(choices, initial=self._seen(record, copy) | before)

    def _columns(self):
        return {field.name for field in [*self.opts.concrete_fields, *self.opts.local_many_to_many]}

    def _seen(self, record: Any, copy: WorkingCopy | None) -> dict[str, str]:
        seen = Seen.now(record, copy)
        below = mark_of(drafts_below(record, copy))
        return {"at_desk": str(seen.at_desk), "stored": str(seen.stored), "below": below}

    def _state(self, record, copy):
        return copy.state if copy else record.state

    def _looked(self, request, record, copy, form):
        by, given = By.curator(request.user), form.cleaned_data
        if "_return" in request.POST:
            told, asked = f"“{record}” is returned to whom sent it.", sent(record)
            done = self._done(request, form, lambda: send_back(record, by, given["note"], given["about"]), told)
            if done and asked:
                self._notify(request, record.pk, asked.user, f"Returned: {record}", given["note"])
            return done
        seen = Seen(given["at_desk"], given["stored"])

        def act() -> None:
            below = drafts_below(record, copy) if given["together"] else []
            check_kinds(below, lambda kind: may_publish(request, kind))
            if below and given["below"] != mark_of(below):
                raise ValidationError(CHANGED)
            approve(record, seen, by, given["note"], given["is_told"], given["together"])

        return self._done(request, form, act, f"“{record}” is public as you saw it.")

    def _notify(self, request, pk, user, subject, note):
        address = request.build_absolute_uri(self.page_address("look", pk))
        transaction.on_commit(lambda: tell(user, subject, f"{note}\n\n{address}\n"))

    @transaction.atomic
    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows what a working copy would have changed, and lets go of it."""
        record, copy = self._record(request, pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if copy is None or request.method == "POST":
            discard_copy(record, By.curator(request.user))
            self.message_user(request, "It has no working copy. What one said stays in the history.", messages.SUCCESS)
            return HttpResponseRedirect(self.page_address("change", pk))
        return self._page(request, "discard", record, copy, None, f"Discard the working copy: {copy}")

    def _page(self, request, name, record, copy, form, title):
        state = self._state(record, copy)
        context = {
            "title": title,
            "here": HERE[name],
            "record": record,
            "copy": copy,
            "form": form,
            "state": State(state).label,
        }
        context |= {"comparison": comparison(self, request, record, copy), "is_waiting": state == State.REVIEW}
        context |= {"sent": sent(record), "also": drafts_below(record, copy) if name == "look" else []}
        context |= self._may(request, record)
        return self.page(request, f"admin/desk/{name}.html", context)

    def _may(self, request, record):
        may = self.has_publish_permission(request)
        own = may and bool(written_by(self.model, [record.pk], By.curator(request.user)))
        return {"may_publish": may and not own, "why_not": OWN if own else ""}

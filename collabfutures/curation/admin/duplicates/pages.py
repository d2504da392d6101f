"""The page on which two records are looked at side by side, and merged or told apart; and what a title is like."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from collabfutures.curation.admin.duplicates.walk import PairWalk
from collabfutures.curation.admin.record_pages import may_publish
from collabfutures.curation.desk.duplicates import look_for, similar, tell_apart
from collabfutures.curation.desk.merging import merge, tied_to
from collabfutures.curation.desk.pair import pairs_of
from collabfutures.curation.desk.reviewing import CHANGED
from collabfutures.curation.publication import is_public
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.comparing import changes
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.working_copy import BESIDE

# So many of what a record may be the same as.
SHOWN = 20


class MergeForm(forms.Form):
    """For each field in which two records differ: whose value the one is to have."""

    def __init__(self, model: Any, mine: dict[str, Any], theirs: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The versions that somebody has looked at.
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, max_length=100)
        for change in changes(model, mine, theirs):
            field = model._meta.get_field(change.name)
            if change.name in BESIDE or change.name == "slug" or field.many_to_many:
                continue
            choices = [
                ("mine", _shown(mine[change.name], change, 0)),
                ("theirs", _shown(theirs[change.name], change, 1)),
            ]
            first = "mine" if mine[change.name] not in (None, "") else "theirs"
            self.fields[change.name] = forms.ChoiceField(
                label=change.label, choices=choices, widget=forms.RadioSelect, initial=first
            )

    @property
    def chosen(self) -> list[str]:
        """The fields in which the other record's value was chosen."""
        return [name for name, value in self.cleaned_data.items() if value == "theirs"]


def _shown(value, change, place):
    named = (change.gone, change.new)[place]
    return (" ".join(named) if named else str(value or "")) or "nothing"


class DuplicatePages(PairWalk):
    """Two addresses below the list, and a look for duplicates after each save."""

    def get_urls(self) -> list[Any]:
        merge_view: Any = self.admin_site.admin_view(self.merge_view)
        similar_view: Any = self.admin_site.admin_view(require_safe(self.similar_view))
        own = [
            path("<int:pk>/merge/", merge_view, name=self.page_name("merge")),
            path("similar/", similar_view, name=self.page_name("similar")),
        ]
        return [*own, *super().get_urls()]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or "title" in form.changed_data:
            look_for(self.model, form.instance)

    def similar_view(self, request: HttpRequest) -> HttpResponse:
        """The titles that are nearly the one that is being typed, as JSON."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        found = similar(self.model, request.GET.get("title", "")[:300])
        rows = [{"title": title, "address": self.page_address("change", key), "key": key} for _, key, title in found]
        return JsonResponse({"similar": rows})

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a record may be the same as; with `with` the two side by side, to be merged or told apart."""
        with transaction.atomic():
            kept, lost = self._one(request, str(pk)), self._other(request, pk)
            if lost is None:
                return self._choose(request, kept)
            self._check_rights(request, kept, lost)
            walked = self.walked(request)
            seen = f"{kept.token} {lost.token}"
            given, stored = request.POST or None, (content_of(kept), content_of(lost))
            form = MergeForm(self.model, *stored, given, initial={"seen": seen})
            if "_two" in request.POST:
                tell_apart(self.model, kept.pk, lost.pk)
                self.message_user(request, "They are two.", messages.SUCCESS)
                return HttpResponseRedirect(walked.get("next_pair") or self.page_address("merge", pk))
            if request.method == "POST" and form.is_valid() and self._merged(request, kept, lost, form, seen):
                return HttpResponseRedirect(walked.get("next_pair") or self.page_address("change", pk))
        context = {"title": f"Are these one? {kept}", "record": kept, "lost": lost, "form": form, **walked}
        context["tied"] = [(kind, len(keys)) for kind, _, keys in tied_to(lost)]
        return self.page(request, "admin/desk/merge.html", context)

    def _one(self, request, key):
        self.visible_record(request, key)
        found = self.model._base_manager.filter(pk=key)
        locked = found.select_for_update(of=("self",), no_key=True) if request.method == "POST" else found
        return locked.first()

    def _other(self, request, pk):
        wanted = request.GET.get("with", "")
        if not wanted:
            return None
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19) or int(wanted) == pk:
            raise Http404("No such record.")
        return self._one(request, wanted)

    def _check_rights(self, request, kept, lost):
        """Merging changes the one and deletes the other; what was public is merged by who may publish."""
        may = self.has_change_permission(request, kept) and self.has_delete_permission(request)
        if not may or ((kept.published_at or lost.published_at) and not self.has_publish_permission(request)):
            raise PermissionDenied
        for kind, _, keys in tied_to(lost):
            is_seen = kind._base_manager.filter(is_public(), pk__in=keys).exists()
            if is_seen and not may_publish(request, kind):
                raise PermissionDenied

    def _choose(self, request, record):
        keys = [
            pair.second if pair.first == record.pk else pair.first for pair in pairs_of(self.model, record.pk)[:SHOWN]
        ]
        found = self.model._base_manager.in_bulk(keys)
        others = [found[key] for key in keys if key in found]
        context = {"title": f"What may be the same as: {record}", "record": record, "others": others}
        return self.page(request, "admin/desk/alike.html", context)

    def _merged(self, request, kept, lost, form, seen):
        if form.cleaned_data["seen"] != seen:
            form.add_error(None, CHANGED)
            form.data = form.data.dict() | {"seen": seen}
            return False
        try:
            with transaction.atomic():
                merge(kept, lost, form.chosen, By.curator(request.user))
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        self.message_user(request, f"“{lost}” is merged into this. The history can take it back.", messages.SUCCESS)
        return True

"""Two acts on a selection: share it out, and tie it to a term."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.admin.publication import PublicationAdmin, mark_of
from collabfutures.curation.admin.record_pages import people_who_may
from collabfutures.curation.desk.assignment import assign
from collabfutures.curation.desk.suggesting import parted_values, suggested_relations
from collabfutures.curation.revisions.comparing import label

# So many terms of a vocabulary are offered.
MOST = 500


class BulkForm(forms.Form):
    """One question about a selection."""

    def __init__(self, field: forms.Field, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = field


class BulkPages(PublicationAdmin):
    """Each act asks one question, on a page that carries the selection."""

    @admin.action(description="Share the selected records out to somebody", permissions=["change"])
    def assign(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        may = people_who_may(self.model, "change")
        people = forms.ModelChoiceField(may, label="To whom", required=False, empty_label="nobody")
        form = self._question_form(request, people)
        if not form.is_valid() or self._is_another(request, queryset, form):
            return self._bulk_page(request, queryset, "assign", form)
        count = assign(self.model, queryset.values_list("pk", flat=True), form.cleaned_data["answer"])
        whom = form.cleaned_data["answer"] or "nobody"
        self.message_user(
            request, f"{count} {self.opts.verbose_name_plural} are {whom}’s to work on.", messages.SUCCESS
        )
        return None

    @admin.action(description="Tie the selected records to a term", permissions=["change"])
    def tie(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        form = self._question_form(request, forms.ChoiceField(label="What they are about", choices=self._terms()))
        chosen = parted_values(self.model(), [form.cleaned_data["answer"]]) if form.is_valid() else []
        if not chosen or self._is_another(request, queryset, form):
            return self._bulk_page(request, queryset, "tie", form)
        return self._each(request, [queryset], "tie", *chosen[0])

    def _question_form(self, request: HttpRequest, field: forms.Field) -> BulkForm:
        return BulkForm(field, request.POST if "asked" in request.POST else None)

    def _is_another(self, request: HttpRequest, queryset: QuerySet, form: BulkForm) -> bool:
        """Whether the list holds others by now than somebody was asked about; the form then says so."""
        if "after" in request.POST or request.POST.get("seen") in (None, mark_of([queryset])):
            return False
        form.add_error(None, "Somebody has changed one of them since you were asked. Look again.")
        return True

    def _terms(self) -> list[Any]:
        """The public terms of each vocabulary that the kind is tied to, as forms name them."""
        found: list[Any] = []
        for name in suggested_relations(self.model):
            kind: Any = self.model._meta.get_field(name).related_model
            rows = kind.objects.published().order_by("sort_title").values_list("pk", "title")[:MOST]
            found.append((label(self.model, name), [(f"{name}:{key}", title) for key, title in rows]))
        return found

    def _bulk_page(self, request, queryset, act, form):
        selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
        across = request.POST.get("select_across", "0") == "1"
        context = {"title": self.get_action(act)[2], "form": form, "act": act, "count": queryset.count()}
        context |= {"selected": selected[:1] if across else selected, "across": across, "here": self._here(request)}
        context["seen"] = mark_of([queryset])
        return self.page(request, "admin/desk/bulk.html", context)

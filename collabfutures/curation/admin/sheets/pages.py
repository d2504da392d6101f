"""A sheet of a kind, taken away and brought: what each row would do is shown first, and the good ones are taken."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.text import slugify

from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.desk.brought import BroughtSheet, bring
from collabfutures.curation.desk.duplicates import similar_to_each
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.comparing import FieldChange, changes
from collabfutures.curation.sheets.checking import Row, checked
from collabfutures.curation.sheets.making import as_csv, as_workbook, rows_of_faults, rows_of_records
from collabfutures.curation.sheets.reading import rows_of
from collabfutures.curation.sheets.taking import take

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So many rows of each sort are shown.
SHOWN = 100
WORDS = ("new", "changed", "same", "wrong")


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Sheet",
        help_text="CSV in UTF-8, or XLSX; up to 10 MB and 5,000 rows.",
        validators=[FileExtensionValidator(["csv", "tsv", "txt", "xlsx"])],
    )


class SheetPages(RecordPages):
    """Two pages beside the list of a kind, and two acts on its selection."""

    def get_urls(self) -> list[Any]:
        pages: dict[str, tuple[Any, str]] = {
            "sheet/": (self.sheet_view, "sheet"),
            "sheet/<int:pk>/": (self.brought_view, "brought"),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=self.page_name(n)) for route, (view, n) in pages.items()
        ]
        return [*own, *super().get_urls()]

    @admin.action(description="Take away the selected records as a workbook", permissions=["view"])
    def as_sheet(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._sheet_file(request, self._records(queryset), "xlsx")

    @admin.action(description="Take away the selected records as CSV", permissions=["view"])
    def as_csv_sheet(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._sheet_file(request, self._records(queryset), "csv")

    def _records(self, queryset):
        return rows_of_records(self.model, list(queryset.order_by("pk").values_list("pk", flat=True)))

    def _sheet_file(self, request, rows, form, mark="", is_template=False):
        try:
            content = as_csv(rows) if form == "csv" else as_workbook(rows, self.model, is_template)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(self.page_address("sheet"))
        name = slugify(f"{self.opts.verbose_name_plural} {mark}")
        kind = "text/csv; charset=utf-8" if form == "csv" else XLSX
        disposition = f'attachment; filename="{name}.{form}"'
        return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})

    def sheet_view(self, request: HttpRequest) -> HttpResponse:
        """Takes away all records, or an empty template; takes in a file and leads to its preview."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if (wanted := request.GET.get("take", "")) in ("csv", "xlsx"):
            return self._sheet_file(request, self._records(self.model._base_manager.all()), wanted)
        if wanted == "template":
            return self._sheet_file(request, rows_of_records(self.model, []), "xlsx", "template", is_template=True)
        form = SheetForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            brought = self._brought(request, form)
            if brought:
                return HttpResponseRedirect(self.page_address("brought", brought.pk))
        title = f"Sheets of {self.opts.verbose_name_plural}"
        return self.page(
            request, "admin/desk/sheet.html", {"title": title, "form": form, "may_bring": self._may_bring(request)}
        )

    def _may_bring(self, request):
        return self.has_add_permission(request) or self.has_change_permission(request)

    def _brought(self, request, form):
        if not self._may_bring(request):
            raise PermissionDenied
        file = form.cleaned_data["file"]
        try:
            rows = rows_of(file.read())
            checked(self.model, rows[:1])
        except ValidationError as error:
            form.add_error("file", error)
            return None
        return bring(self.model, file.name, rows, request.user)

    def brought_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What would become of each row; a POST takes the good ones."""
        brought = BroughtSheet.objects.filter(pk=pk, kind=self.opts.label_lower, user=request.user.pk).first()
        if brought is None or not self._may_bring(request):
            raise Http404("No such sheet.")
        rows = self._allowed_rows(request, checked(self.model, brought.rows))
        if (wanted := request.GET.get("wrong", "")) in ("csv", "xlsx"):
            return self._sheet_file(request, rows_of_faults(rows), wanted, "that are wrong")
        if request.method == "POST":
            return self._take_good(request, brought, rows)
        counts = Counter(row.what for row in rows)
        sorts = {word: [row for row in rows if row.what == word][:SHOWN] for word in WORDS}
        context = {
            "title": f"What the sheet would do: {brought}",
            "counts": [(word, counts[word]) for word in WORDS],
            "sorts": sorts,
            "changed": [(row, self._changes(row)) for row in sorts["changed"]],
            "new": self._with_similar(sorts["new"]),
            "good": counts["new"] + counts["changed"],
            "shown": SHOWN,
        }
        return self.page(request, "admin/desk/brought.html", context)

    def _allowed_rows(self, request: HttpRequest, rows: list[Row]) -> list[Row]:
        """The rows; those that somebody may not take are left as they are."""
        refused = set() if self.has_add_permission(request) else {"new"}
        refused |= set() if self.has_change_permission(request) else {"changed"}
        for row in rows:
            if row.what in refused:
                row.what = "same"
        return rows

    def _with_similar(self, rows: list[Row]) -> list[tuple[Row, list[tuple[int, int, str]]]]:
        """Rows of new records, each with the records that are nearly called so."""
        titles = [str(row.content.get("title", "")) for row in rows]
        found = similar_to_each(self.model, titles)
        return [(row, found[title]) for row, title in zip(rows, titles, strict=True)]

    def _changes(self, row: Row) -> list[FieldChange]:
        """Each field that a row changes."""
        return changes(self.model, row.before, row.content)

    def _take_good(self, request: HttpRequest, brought: BroughtSheet, rows: list[Row]) -> HttpResponse:
        try:
            done = take(self.model, rows, By.curator(request.user))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(self.page_address("brought", brought.pk))
        told = ", ".join(f"{done[word]} {word}" for word in WORDS if done[word])
        self.message_user(request, f"Taken from the sheet: {told}. Nothing is public by it.", messages.SUCCESS)
        if done["wrong"]:
            return HttpResponseRedirect(self.page_address("brought", brought.pk))
        brought.delete()
        return HttpResponseRedirect(self.page_address("changelist"))

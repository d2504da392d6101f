"""What was done with a record, by whom, and what is the difference between any two versions of it?"""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.admin.versions import version
from collabfutures.curation.revisions.comparing import changed_names, changes, label
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.revision import Revision

PER_PAGE = 50


class HistoryPages(RecordPages):
    """The list of a record's revisions, and the comparison of two."""

    def get_urls(self) -> list[Any]:
        view: Any = self.admin_site.admin_view(require_safe(self.comparison_view))
        return [path("<int:pk>/compare/", view, name=self.page_name("compare")), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was done with a record, the newest act first, with the fields that each one changed."""
        record = self.visible_record(request, object_id)
        revisions = Revision.objects.of(self.model, [record.pk]).select_related("user")
        page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
        context = {"title": f"History: {record}", "record": record, "page": page, "rows": self._rows(page, revisions)}
        return self.page(request, "admin/revisions.html", context)

    def _rows(self, page, revisions):
        """(revision, the one whose content it changed, the names of the fields that it changed)."""
        shown = list(page.object_list)
        kept = [each for each in shown if each.content is not None]
        older = revisions.filter(content__isnull=False, is_copy=False, pk__lt=kept[-1].pk).first() if kept else None
        for each in shown:
            former = self._former(each, [*kept, older] if older else kept)
            names = changed_names(former.content, each.content) if former else []
            yield each, former, [label(self.model, name) for name in names]

    def _former(self, revision, kept):
        """The version that one was made of: of what is stored no working copy is one, whatever became of it."""
        if revision.content is None:
            return None
        before = (each for each in kept if each.pk < revision.pk)
        return next((each for each in before if revision.is_copy or not each.is_copy), None)

    def comparison_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is the difference between a version (`old`) and a later one (`new`), or what the record says now?"""
        record = self.visible_record(request, str(pk))
        old = version(record, request.GET.get("old", ""))
        new = version(record, request.GET["new"]) if request.GET.get("new") else None
        found = changes(self.model, old.said(record), new.said(record) if new else content_of(record))
        context = {"title": f"What changed: {record}", "record": record, "old": old, "new": new, "changes": found}
        return self.page(request, "admin/comparison.html", context)

"""Where is a record used? What is tied to it, in whatever state, before it is renamed, withdrawn or deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from collabfutures.curation.admin.record_pages import RecordPages, permission
from collabfutures.curation.desk.merging import tied_to
from collabfutures.curation.revisions.comparing import label

# So many of each relation are named.
SHOWN = 25


class UsedPages(RecordPages):
    """One page below that of a record."""

    def get_urls(self) -> list[Any]:
        view: Any = self.admin_site.admin_view(require_safe(self.used_view))
        return [path("<int:pk>/used/", view, name=self.page_name("used")), *super().get_urls()]

    def used_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The records that are tied to this one, by kind and relation, of the kinds that somebody may see."""
        record = self.visible_record(request, str(pk))
        user: Any = request.user
        ties = [tie for tie in tied_to(record) if user.has_perm(permission(tie[0], "view"))]
        rows = [(kind, label(kind, name), len(keys), self._named(kind, keys)) for kind, name, keys in ties]
        context = {"title": f"Where it is used: {record}", "record": record, "rows": rows, "shown": SHOWN}
        return self.page(request, "admin/desk/used.html", context)

    def _named(self, kind: Any, keys: list[int]) -> list[tuple[str, Any]]:
        """(address, record) of the first of them."""
        name = f"admin:{kind._meta.app_label}_{kind._meta.model_name}_change"
        found = kind._base_manager.filter(pk__in=keys[:SHOWN]).order_by("sort_title", "pk")
        return [(reverse(name, args=[each.pk]), each) for each in found]

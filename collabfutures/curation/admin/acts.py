"""What was done lately at the desk, by whom, and the way to take it back whole."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from collabfutures.curation.admin.record_pages import RecordPages, permission
from collabfutures.curation.admin.steps import Progress, continued
from collabfutures.curation.desk.undoing import of_batch, plans, undo_all
from collabfutures.curation.models import Revision, kinds
from collabfutures.curation.revisions.acts import Act
from collabfutures.curation.revisions.comparing import label

# So many of the last revisions are looked through for acts, and so many records are shown, or taken back at a time.
LATELY, PER_PAGE, STEP = 20_000, 25, 100


@admin.register(Revision)
class ActsAdmin(RecordPages):
    """Read by whoever may see every kind; taken back by whoever may do what that takes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return user.is_active and user.is_staff and all(user.has_perm(permission(kind, "view")) for kind in kinds())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[Any]:
        shown: Any = self.admin_site.admin_view(self.act_view)
        return [path("<uuid:batch>/", shown, name=self.page_name("act")), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The acts of the last time, each with how many records it was done with."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        newest = Revision.objects.aggregate(last=Max("pk"))["last"] or 0
        lately = Revision.objects.filter(pk__gt=newest - LATELY).exclude(act=Act.FOUND).order_by()
        found = lately.values("batch", "by").annotate(
            last=Max("pk"),
            count=Count("object_id", distinct=True),
            moment=Min("moment"),
            act=Max("act"),
            one=Max("title"),
        )
        page = Paginator(found.order_by("-last"), PER_PAGE).get_page(request.GET.get("p"))
        acts = [each | {"act": Act(each["act"]).label} for each in page.object_list]
        return self.page(request, "admin/desk/acts.html", {"title": "What was done lately", "page": page, "acts": acts})

    def act_view(self, request: HttpRequest, batch: UUID) -> HttpResponse:
        """The records of an act, and what taking it back would do to each; a POST takes it back."""
        revisions = of_batch(batch).exclude(act=Act.FOUND)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._take_back(request, batch, revisions)
        page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
        found = plans(list(page.object_list))
        if not found:
            raise Http404("No such act.")
        rows = [(plan.revision, [label(plan.model, name) for name in plan.names], plan) for plan in found]
        title = f"An act of {found[0].revision.by or 'a program'}"
        return self.page(request, "admin/desk/act.html", {"title": title, "page": page, "rows": rows, "batch": batch})

    def _take_back(self, request, batch, revisions):
        """A part of an act, the last record first; the page goes on with the rest."""
        progress, total, by = Progress.of(request.POST), revisions.count(), continued(request)
        part = list((revisions.filter(pk__lt=progress.after) if progress.after else revisions)[:STEP])
        self._take_back_part(request, part, progress, by)
        if len(part) == STEP and progress.seen < total:
            context = {"title": "Taken back so far", "progress": progress, "total": total, "kept": [("as", by.batch)]}
            return self.page(request, "admin/desk/act_step.html", context)
        for told in progress.told:
            self.message_user(request, told, "warning")
        self.message_user(request, f"Taken back: {progress.done}. Left as they are: {progress.refused}.")
        return HttpResponseRedirect(self.page_address("changelist"))

    def _take_back_part(self, request, part, progress, by):
        allowed = [each for each in part if self._may(request, each)]
        done, refused = undo_all(allowed, by)
        refused += [(each, "You may not do this.") for each in part if each not in allowed]
        progress.count(done, [(each.title, reason) for each, reason in refused], part[-1].pk if part else 0)

    def _may(self, request, revision):
        right = {Act.DELETED: "add", Act.ADDED: "delete", Act.LOADED: "delete"}.get(revision.act, "change")
        return request.user.has_perm(permission(apps.get_model(revision.kind), right))

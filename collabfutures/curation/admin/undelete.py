"""The records of a kind that were deleted, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.deleted import bring_back, deleted

PER_PAGE = 50


class DeletedPages(RecordPages):
    """A list beside that of the kind, and the act that brings one of it back."""

    change_list_template = "admin/record_list.html"

    def get_urls(self) -> list[Any]:
        shown: Any = self.admin_site.admin_view(require_safe(self.deleted_view))
        back: Any = self.admin_site.admin_view(require_POST(self.bring_back_view))
        own = [path("deleted/", shown, name=self.page_name("deleted"))]
        return [*own, path("deleted/<int:pk>/", back, name=self.page_name("bring_back")), *super().get_urls()]

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The records of the kind that were deleted, the last one first; each can be brought back as a draft."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        page = Paginator(deleted(self.model).select_related("user"), PER_PAGE).get_page(request.GET.get("p"))
        context = {"title": f"Deleted {self.opts.verbose_name_plural}", "page": page}
        return self.page(request, "admin/deleted.html", context | {"may_add": self.has_add_permission(request)})

    def bring_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        revision = deleted(self.model).filter(pk=pk).first()
        if revision is None:
            raise Http404("Nothing was deleted there, or it is back already.")
        try:
            record, lost = bring_back(self.model, revision, By.curator(request.user))
        except (ValidationError, IntegrityError) as error:
            told = getattr(error, "messages", ["Something else has taken its place meanwhile."])
            self.message_user(request, " ".join(told), messages.ERROR)
            return HttpResponseRedirect(self.page_address("deleted"))
        self.message_user(request, f"“{record}” is back, as a draft.", messages.SUCCESS)
        if lost:
            self.message_user(request, f"Gone meanwhile, and not tied again: {'; '.join(lost)}.", messages.WARNING)
        return HttpResponseRedirect(self.page_address("change", record.pk))

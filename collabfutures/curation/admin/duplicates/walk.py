"""All that may be duplicates of a kind, one pair after the other: merged, told apart, or skipped."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_safe

from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.desk.pair import open_pairs

# In the address of the page of two records: how many pairs were skipped on the way.
WALK = "walk"


class PairWalk(RecordPages):
    """One address below the list, which leads to the next pair. What is decided leaves the way, so a place will do."""

    def get_urls(self) -> list[Any]:
        view: Any = self.admin_site.admin_view(require_safe(self.pairs_view))
        return [path("pairs/", view, name=self.page_name("pairs")), *super().get_urls()]

    def pairs_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        place = _place(request)
        if pair := open_pairs(self.model)[place : place + 1].first():
            found = self.model._base_manager.in_bulk((pair.first, pair.second))
            return HttpResponseRedirect(self._pair_address(sorted(found.values(), key=_stays), place))
        self.message_user(request, "That was the last pair.")
        return HttpResponseRedirect(self.page_address("changelist"))

    def _pair_address(self, pair, place):
        kept, lost = pair
        return f"{self.page_address('merge', kept.pk)}?{urlencode({'with': lost.pk, WALK: place})}"

    def walked(self, request: HttpRequest) -> dict[str, Any]:
        """Where the way goes on from the page of two records, as context; nothing off the way."""
        if WALK not in request.GET:
            return {}
        place, here = _place(request), self.page_address("pairs")
        return {
            "skipped": place,
            "next_pair": f"{here}?{WALK}={place}",
            "skip_pair": f"{here}?{WALK}={place + 1}",
            "pairs_left": max(0, open_pairs(self.model).count() - place - 1),
        }


def _stays(record: Any) -> tuple[bool, bool, int]:
    """What is public stays, then what once was, then what came first."""
    return (not record.is_public, not record.published_at, record.pk)


def _place(request: HttpRequest) -> int:
    asked = request.GET.get(WALK, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0

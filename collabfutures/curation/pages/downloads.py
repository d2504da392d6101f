"""In which other forms can a list or a record be had, and where?"""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from collabfutures.curation.api.viewsets import RecordViewSet
from collabfutures.curation.pagination import Page


def downloads() -> list[tuple[str, str]]:
    """(format, media type) of every form in which lists and records are had."""
    return [(each.format, each.media_type) for each in RecordViewSet.renderer_classes]


def list_downloads(query: QueryDict, page: Page, filterset_class: Any) -> list[tuple[str, str, str]]:
    """(format, media type, address) of a list in every form: the page as JSON, the latest as a feed, else all of it."""
    filters = filterset_class.base_filters
    pairs = [(name, value) for name, values in query.lists() if name in filters for value in values]
    chosen, unsorted = urlencode(pairs), urlencode([pair for pair in pairs if pair[0] != "sort"])
    at_page = urlencode({"cursor": query["cursor"]} if page.is_walk else {"page": page.number})
    layouts = {"json": (chosen, at_page), "atom": (unsorted, "format=atom&sort=recently-updated")}
    found, address = [], filterset_class._meta.model.get_api_url()
    for format, media in downloads():
        kept, layout = layouts.get(format, (chosen, f"format={format}&page=all"))
        found.append((format, media, f"{address}?{kept}{'&' if kept else ''}{layout}"))
    return found

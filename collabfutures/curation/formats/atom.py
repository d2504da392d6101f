"""The same records as an Atom feed."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from collabfutures.curation.fields import readable
from collabfutures.curation.filters.active import pairs
from collabfutures.curation.formats.records import Batches, RecordsRenderer, kind_of
from collabfutures.curation.parameters import LAYOUT


class TextFeed(Atom1Feed):
    """Atom whose summaries are plain text: Django calls them HTML, and a reader would eat “a<b and c>d”."""

    def add_item_elements(self, handler: Any, item: dict) -> None:
        summary = item.pop("description")
        super().add_item_elements(handler, {**item, "description": None})
        if summary:
            handler.addQuickElement("summary", summary, {"type": "text"})


class AtomRenderer(RecordsRenderer):
    """A page of a list as a feed; ask for sort=recently-updated to follow changes."""

    media_type = "application/atom+xml"
    format = "atom"
    takes_everything = False

    def pieces(self, batches: Batches, serializer_class: Any, request: Any) -> Iterator[str]:
        model: Any = kind_of(serializer_class)
        narrowed = [(name, value) for name, value in pairs(request.query_params) if name not in LAYOUT]
        query = f"?{urlencode(narrowed)}" if narrowed else ""
        title = f"{settings.SITE_NAME}: {model._meta.verbose_name_plural}"
        title += f" with {', '.join(f'{name} {value}' for name, value in narrowed)}" if narrowed else ""
        page = request.build_absolute_uri(f"{model.get_list_url()}{query}")
        records = [record for batch in batches for record in batch]
        yield atom(title, page, request.build_absolute_uri(), records, request)


def atom(title: str, page: str, own_address: str, records: list, request: Any) -> str:
    """An Atom 1.0 document of records, as text. `page` is where a reader sees them, and the feed's lasting name."""
    head: dict[str, Any] = {"title": readable(title), "link": page, "feed_url": own_address, "description": ""}
    feed = TextFeed(**head, language="en-GB", author_name=settings.SITE_NAME)
    for record in records:
        feed.add_item(
            title=readable(record.title),
            link=request.build_absolute_uri(record.get_absolute_url()),
            description=readable(record.summary or ""),
            pubdate=record.published_at,
            updateddate=record.changed_at,
            categories=[record._meta.verbose_name],
        )
    return feed.writeString("utf-8")

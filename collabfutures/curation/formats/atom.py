"""The same records as an Atom feed."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from collabfutures.curation.dates import day_of
from collabfutures.curation.fields import readable
from collabfutures.curation.filters.active import pairs
from collabfutures.curation.formats.records import Batches, RecordsRenderer, kind_of, whole
from collabfutures.curation.parameters import LAYOUT

# Of a record without a day of its own.
MADE = date(2026, 1, 1)


class TextFeed(Atom1Feed):
    """Atom whose summaries are plain text: Django calls them HTML, and a reader would eat “a<b and c>d”."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["following"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["following"]})

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
        yield atom(title, page, request.build_absolute_uri(), records, request, self.following)

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """The feed of one record has its title, and its page for a name."""
        request, record = (renderer_context or {})["request"], data.serializer.instance
        page = request.build_absolute_uri(record.get_absolute_url())
        title = f"{settings.SITE_NAME}: {record.title}"
        return whole([atom(title, page, request.build_absolute_uri(), [record], request)])


def tag_of(record: Any, request: Any) -> str:
    """A name that stays when the record is renamed, or the site moves from http to https (RFC 4151)."""
    host, day = request.get_host().partition(":")[0], day_of(record.published_at) or MADE
    return f"tag:{host},{day.isoformat()}:{record._meta.label_lower}/{record.pk}"


def atom(title: str, page: str, own_address: str, records: list, request: Any, following: str | None = None) -> str:
    """An Atom 1.0 document of records, as text. `page` is where a reader sees them, and the feed's lasting name;
    `following` is the feed with those behind them."""
    head: dict[str, Any] = {"title": readable(title), "link": page, "feed_url": own_address, "description": ""}
    head["following"] = following
    feed = TextFeed(**head, language="en-GB", author_name=settings.SITE_NAME)
    for record in records:
        feed.add_item(
            title=readable(record.title),
            link=request.build_absolute_uri(record.get_absolute_url()),
            unique_id=tag_of(record, request),
            description=readable(record.said),
            pubdate=record.published_at,
            updateddate=record.changed_at,
            categories=[record._meta.verbose_name],
        )
    return feed.writeString("utf-8")

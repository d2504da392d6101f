"""The same records as an Atom feed."""

from urllib.parse import urlencode

from django.utils.feedgenerator import Atom1Feed

from collabfutures.curation.citations.csl import SITE
from collabfutures.curation.fields import readable
from collabfutures.curation.filters.active import pairs
from collabfutures.curation.formats.citations import RecordsRenderer
from collabfutures.curation.parameters import LAYOUT


class AtomRenderer(RecordsRenderer):
    """A page of a list as a feed; ask for sort=recently-updated to follow changes."""

    media_type = "application/atom+xml"
    format = "atom"
    takes_everything = False

    def write(self, records, request, view):
        model = view.serializer_class.Meta.model
        narrowed = [(name, value) for name, value in pairs(request.query_params) if name not in LAYOUT]
        query = f"?{urlencode(narrowed)}" if narrowed else ""
        title = f"{SITE}: {model._meta.verbose_name_plural}"
        title += f" with {', '.join(f'{name} {value}' for name, value in narrowed)}" if narrowed else ""
        page = request.build_absolute_uri(f"{model.get_list_url()}{query}")
        return atom(title, page, request.build_absolute_uri(), records, request)


def atom(title, page, own_address, records, request):
    """An Atom 1.0 document of records, as text. `page` is where a reader sees them, and the feed's lasting name."""
    head = {"title": readable(title), "link": page, "feed_url": own_address, "description": ""}
    feed = Atom1Feed(**head, language="en-GB", author_name=SITE)
    for record in records:
        feed.add_item(
            title=readable(record.title),
            link=request.build_absolute_uri(record.get_absolute_url()),
            description=readable(record.summary or ""),
            pubdate=record.published_at,
            updateddate=record.updated_at,
            categories=[record._meta.verbose_name],
        )
    return feed.writeString("utf-8")

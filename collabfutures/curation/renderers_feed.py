"""The same records as an Atom feed."""

from django.utils.feedgenerator import Atom1Feed

from collabfutures.curation.citations.csl import SITE
from collabfutures.curation.renderers_citation import RecordsRenderer


class AtomRenderer(RecordsRenderer):
    """A page of a list as a feed; ask for sort=recently-updated to follow changes."""

    media_type = "application/atom+xml"
    format = "atom"
    takes_everything = False

    def write(self, records, request, view):
        model = view.serializer_class.Meta.model
        title = f"{SITE}: {model._meta.verbose_name_plural}"
        page = request.build_absolute_uri(model.get_list_url())
        return atom(title, page, request.build_absolute_uri(), records, request)


def atom(title, page, own_address, records, request):
    """An Atom 1.0 document of records, as text."""
    feed = Atom1Feed(title=title, link=page, description="", feed_url=own_address, language="en-GB", author_name=SITE)
    for record in records:
        feed.add_item(
            title=str(record.title),
            link=request.build_absolute_uri(record.get_absolute_url()),
            description=record.summary or "",
            pubdate=record.published_at,
            updateddate=record.updated_at,
            categories=[record._meta.verbose_name],
        )
    return feed.writeString("utf-8")

"""The same records as citations, as linked data and as a feed."""

import json

from django.utils.feedgenerator import Atom1Feed
from rest_framework.renderers import BaseRenderer

from collabfutures.curation.citations import written
from collabfutures.curation.citations.csl import SITE, csl_item
from collabfutures.curation.linked_data import CONTEXT, described


class RecordsRenderer(BaseRenderer):
    """Base for forms that are written from the records themselves: the viewset keeps them as `records`."""

    charset = "utf-8"
    takes_everything = True

    def render(self, data, accepted_media_type=None, renderer_context=None):
        view, request = renderer_context["view"], renderer_context["request"]
        return self.write(view.records, request, view).encode()

    def write(self, records, request, view):
        raise NotImplementedError


def items(records, request):
    return [csl_item(record, request.build_absolute_uri(record.get_absolute_url())) for record in records]


class CslRenderer(RecordsRenderer):
    media_type = "application/vnd.citationstyles.csl+json"
    format = "csl"
    extension = "json"
    charset = None

    def write(self, records, request, view):
        return json.dumps(items(records, request), ensure_ascii=False, indent=1)


class BibtexRenderer(RecordsRenderer):
    media_type = "application/x-bibtex"
    format = "bibtex"
    extension = "bib"

    def write(self, records, request, view):
        return "\n".join(map(written.bibtex, items(records, request)))


class RisRenderer(RecordsRenderer):
    media_type = "application/x-research-info-systems"
    format = "ris"
    extension = "ris"

    def write(self, records, request, view):
        return "\r\n".join(map(written.ris, items(records, request)))


class JsonLdRenderer(RecordsRenderer):
    media_type = "application/ld+json"
    format = "jsonld"
    charset = None

    def write(self, records, request, view):
        graph = [described(record, request.build_absolute_uri) for record in records]
        return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)


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

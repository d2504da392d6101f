"""The same records as citations and as linked data."""

import json

from rest_framework.renderers import BaseRenderer

from collabfutures.curation.citations.bibtex import bibtex
from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.ris import ris
from collabfutures.curation.formats.linked_data import CONTEXT, described


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
        return "\n".join(map(bibtex, items(records, request)))


class RisRenderer(RecordsRenderer):
    media_type = "application/x-research-info-systems"
    format = "ris"
    extension = "ris"

    def write(self, records, request, view):
        return "\r\n".join(map(ris, items(records, request)))


class JsonLdRenderer(RecordsRenderer):
    media_type = "application/ld+json"
    format = "jsonld"
    charset = None

    def write(self, records, request, view):
        graph = [described(record, request.build_absolute_uri) for record in records]
        return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)

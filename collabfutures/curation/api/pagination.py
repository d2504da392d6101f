"""`Page` behind DRF's interface. collabfutures.curation.api.openapi describes it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from rest_framework.pagination import BasePagination
from rest_framework.request import Request

from collabfutures.curation.api.page_schema import page_schema
from collabfutures.curation.filters.ordering import BY_DATE
from collabfutures.curation.filters.since import UPDATED_SINCE
from collabfutures.curation.following.position import LogPosition
from collabfutures.curation.formats.exports import STREAMED_FROM, Export, batches
from collabfutures.curation.formats.records import RecordsRenderer, whole
from collabfutures.curation.index.results import Results
from collabfutures.curation.index.shown import kinds_shown
from collabfutures.curation.pagination import Page


class RecordPagination(BasePagination):
    def read(self, found: Results, request: Request, view: Any) -> Page:
        """The page that a request asks for. Raises ValidationError."""
        whole = getattr(request.accepted_renderer, "takes_everything", False)
        self.request = request
        # Of the kinds that a record shows, as the answer's tag is; and before they are read: what comes meanwhile comes
        # again.
        self.position = None
        if UPDATED_SINCE in request.query_params:
            model = view.serializer_class.Meta.model
            self.position = str(LogPosition.newest(model._meta.label_lower, *sorted(kinds_shown(model))))
        self.page = Page(found, request.query_params, view.get_serializer_class(), whole)
        return self.page

    def file_response(self, renderer: RecordsRenderer) -> HttpResponseBase:
        """The page, or the whole list, in a form that is no JSON."""
        if renderer.most_records and self.page.count > renderer.most_records and self.page.whole:
            raise ValidationError({"page": f"A sheet holds {renderer.most_records:,} records: take format=csv."})
        serializer_class, kept = self.page.serializer_class, {"headers": self._headers()}
        if not self.page.whole or self.page.count <= STREAMED_FROM:
            renderer.following = self._next
            content = whole(renderer.pieces([self.page.records], serializer_class, self.request))
            return HttpResponse(content, content_type=renderer.content_type, **kept)
        if self.request.method == "HEAD":
            return HttpResponse(content_type=renderer.content_type, **kept)
        records = batches(self.page.found.queryset, serializer_class)
        export = Export(renderer.pieces(records, serializer_class, self.request))
        return StreamingHttpResponse(export, content_type=renderer.content_type, **kept)

    def json_response(
        self, documents: list[bytes] | None, counts: Mapping[str, tuple[int, Any]], beside: Mapping[str, Any]
    ) -> HttpResponse:
        """The page with its records as JSON already; DRF's renderer would write each of them anew. None: the count."""
        body: dict[str, Any] = {"count": self.page.count, "next": None, "previous": None, "results": []}
        if documents is not None:
            body = {**self._frame(), "results": [orjson.Fragment(text) for text in documents]}
        if self.page.found.is_by_date:
            body["sorted_by"] = BY_DATE
        body |= beside
        if counts:
            body["facet_counts"] = {name: number for name, (number, _) in counts.items()}
            body["facets"] = {name: options for name, (_, options) in counts.items()}
        return HttpResponse(orjson.dumps(body), content_type="application/json", headers=self._headers())

    def _frame(self):
        found = {"count": self.page.count, "next": self._next, "previous": self._absolute(self.page.previous)}
        return found | ({"position": self.position} if self.position else {})

    def get_paginated_response_schema(self, schema: dict) -> dict:
        return page_schema(schema)

    @cached_property
    def _next(self):
        return self._absolute(self.page.next)

    def _absolute(self, query):
        return query and self.request.build_absolute_uri(self.request.path + query)

    def _headers(self):
        """A form with no place for it (CSV) still says how many there are and where the next page is."""
        headers = {"X-Total-Count": str(self.page.count)}
        if self._next:
            headers["Link"] = f'<{self._next}>; rel="next"'
        return headers

"""`Page` behind DRF's interface. collabfutures.curation.api.openapi describes it."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.http import HttpResponse
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from collabfutures.curation.api.page_schema import page_schema
from collabfutures.curation.filters.options import Facet
from collabfutures.curation.index.results import Results
from collabfutures.curation.pagination import Page


class RecordPagination(BasePagination):
    def read(self, found: Results, request: Request, view: Any) -> Page:
        """The page that a request asks for. Raises ValidationError."""
        whole = getattr(request.accepted_renderer, "takes_everything", False)
        self.request = request
        self.page = Page(found, request.query_params, view.get_serializer_class(), whole)
        return self.page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({**self._frame(), "results": data}, headers=self._headers())

    def json_response(self, documents: list[bytes], facets: Iterable[Facet] = ()) -> HttpResponse:
        """The page with its records as JSON already; DRF's renderer would write each of them anew."""
        body = {**self._frame(), "results": [orjson.Fragment(text) for text in documents]}
        if facets:
            body["facet_counts"] = {facet.name: facet.number for facet in facets}
            body["facets"] = {facet.name: facet.as_data() for facet in facets}
        return HttpResponse(orjson.dumps(body), content_type="application/json", headers=self._headers())

    def _frame(self):
        following, previous = self._absolute(self.page.next), self._absolute(self.page.previous)
        return {"count": self.page.count, "next": following, "previous": previous}

    def get_paginated_response_schema(self, schema: dict) -> dict:
        return page_schema(schema)

    def _absolute(self, query):
        return query and self.request.build_absolute_uri(self.request.path + query)

    def _headers(self):
        """A form with no place for it (CSV) still says how many there are and where the next page is."""
        headers = {"X-Total-Count": str(self.page.count)}
        if self.page.next:
            headers["Link"] = f'<{self._absolute(self.page.next)}>; rel="next"'
        return headers

"""`Page` behind DRF's interface. collabfutures.curation.api.openapi describes it."""

from typing import Any

from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from collabfutures.curation.pagination import Page

TEXT = {"type": "string"}


class RecordPagination(BasePagination):
    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list:
        whole = getattr(request.accepted_renderer, "takes_everything", False)
        self.request = request
        self.page = Page(queryset, request.query_params, view.get_serializer_class(), whole)
        return self.page.records

    def get_paginated_response(self, data: Any, facets: Any = None) -> Response:
        body = {
            "count": self.page.count,
            "next": self._absolute(self.page.next),
            "previous": self._absolute(self.page.previous),
            "results": data,
        }
        if facets:
            body["facets"] = {facet.name: facet.as_data() for facet in facets}
        return Response(body, headers=self._headers())

    def get_paginated_response_schema(self, schema: dict) -> dict:
        address = {"type": ["string", "null"], "format": "uri"}
        option = {"type": "object", "properties": {"value": TEXT, "label": TEXT, "count": {"type": "integer"}}}
        facets = {"type": "object", "additionalProperties": {"type": "array", "items": option}}
        properties = {"count": {"type": "integer"}, "next": address, "previous": address, "results": schema}
        required = list(properties)
        return {"type": "object", "required": required, "properties": {**properties, "facets": facets}}

    def _absolute(self, query):
        return query and self.request.build_absolute_uri(self.request.path + query)

    def _headers(self):
        """A form with no place for it (CSV) still says how many there are and where the next page is."""
        headers = {"X-Total-Count": str(self.page.count)}
        if self.page.next:
            headers["Link"] = f'<{self._absolute(self.page.next)}>; rel="next"'
        return headers

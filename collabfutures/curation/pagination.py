"""Pages of a list: the same page numbers and sizes for HTML, JSON and CSV."""

import re
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

SIZES = (10, 25, 50, 100)
USUAL_SIZE = 25
MOST_PAGES = 500
EVERYTHING = "all"
TEXT = {"type": "string"}


def whole_number(text, name, allowed):
    """A positive number in ASCII digits. Raises ValidationError naming the parameter and what it takes."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ValidationError({name: f"“{text[:40]}” is not allowed for {name}. Use {allowed}."})
    return int(text)


class Page:
    """One page of a queryset: `records` with their links, `count` in all, and the numbers around it."""

    def __init__(self, queryset, params, serializer_class, whole=False):
        self.params = params
        self.size = self._size(params.get("page_size", str(USUAL_SIZE)))
        self.whole = whole and params.get("page") == EVERYTHING
        self.number = 1 if self.whole else self._number(params.get("page", "1"), whole)
        self.count = queryset.count()
        self.last = max(1, -(-self.count // self.size))
        if self.whole and self.count > MOST_PAGES * max(SIZES):
            raise ValidationError({"page": f"More than {MOST_PAGES * max(SIZES)} records: narrow the list first."})
        if self.number > self.last:
            raise ValidationError({"page": f"There is no page {self.number}: the last page is {self.last}."})
        self.records = serializer_class.prepare(queryset[self._slice()])

    @staticmethod
    def _size(text):
        allowed = ", ".join(str(size) for size in SIZES)
        size = whole_number(text, "page_size", allowed)
        if size not in SIZES:
            raise ValidationError({"page_size": f"“{size}” is not allowed for page_size. Use {allowed}."})
        return size

    @staticmethod
    def _number(text, whole):
        allowed = f"a whole number from 1 to {MOST_PAGES}" + (f" or “{EVERYTHING}”" if whole else "")
        number = whole_number(text, "page", allowed)
        if number > MOST_PAGES:
            raise ValidationError({"page": f"“{number}” is not allowed for page. Use {allowed}."})
        return number

    def _slice(self):
        if self.whole:
            return slice(None)
        return slice((self.number - 1) * self.size, self.number * self.size)

    @property
    def first_position(self):
        return (self.number - 1) * self.size + 1 if self.count else 0

    @property
    def last_position(self):
        return min(self.count, self.number * self.size)

    def address(self, number):
        """The query string of another page of this list, or None where there is none."""
        if self.whole or not 1 <= number <= min(self.last, MOST_PAGES):
            return None
        kept = [(name, value) for name, values in self.params.lists() for value in values if name != "page"]
        return "?" + urlencode([*kept, ("page", number)])

    @property
    def next(self):
        return self.address(self.number + 1)

    @property
    def previous(self):
        return self.address(self.number - 1)


class RecordPagination(BasePagination):
    """Puts `Page` behind DRF's interface. collabfutures.curation.openapi describes it."""

    def paginate_queryset(self, queryset, request, view=None):
        whole = getattr(request.accepted_renderer, "takes_everything", False)
        self.request = request
        self.page = Page(queryset, request.query_params, view.get_serializer_class(), whole)
        return self.page.records

    def get_paginated_response(self, data, facets=None):
        body = {
            "count": self.page.count,
            "next": self._absolute(self.page.next),
            "previous": self._absolute(self.page.previous),
            "results": data,
        }
        if facets:
            body["facets"] = {facet.name: facet.as_data() for facet in facets}
        return Response(body, headers=self._headers())

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        option = {"type": "object", "properties": {"value": TEXT, "label": TEXT, "count": {"type": "integer"}}}
        facets = {"type": "object", "additionalProperties": {"type": "array", "items": option}}
        properties = {"count": {"type": "integer"}, "next": address, "previous": address, "results": schema}
        required = list(properties)
        return {"type": "object", "required": required, "properties": {**properties, "facets": facets}}

    def _absolute(self, query):
        return query and self.request.build_absolute_uri(self.request.path + query)

    def _headers(self):
        """A format with no place for it (CSV) still says how many there are and where the next page is."""
        headers = {"X-Total-Count": str(self.page.count)}
        if self.page.next:
            headers["Link"] = f'<{self._absolute(self.page.next)}>; rel="next"'
        return headers

"""Base of the answers that are no list of one kind: a map, a comparison, what a search finds. As JSON, and as CSV."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from collabfutures.curation import parameters
from collabfutures.curation.api.described_parameters import query_parameter
from collabfutures.curation.api.negotiation import FormNegotiation
from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.formats.tables import CSV_TYPE, csv_text

RESULTS, FORMAT = "results", "format"


class AnswerCsvRenderer(BaseRenderer):
    """The “results” of an answer, a line each. What writes them is `csv_text`."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"


class AnswerView(APIView):
    """A subclass names the serializer of its answer, whose “results” are the rows of its CSV, and asks for the answer
    what the page asks for the same query."""

    answers_with: Any
    renderer_classes = [JSONRenderer, AnswerCsvRenderer]
    content_negotiation_class = FormNegotiation
    # Parameters besides the format, and those of them that may be given several times.
    names: tuple[str, ...] = ()
    several: tuple[str, ...] = ()

    @property
    def default_response_headers(self) -> dict[str, str]:
        return super().default_response_headers | OPEN_TO_ALL

    def get(self, request: Request) -> HttpResponse:
        self.check(request.query_params)
        data = self.answers_with(self.answer(request.query_params), context={"request": request}).data
        if request.accepted_renderer.format == "json":
            return Response(data)
        rows, columns = flat_rows(self.answers_with().fields[RESULTS].child, data[RESULTS])
        return HttpResponse(csv_text(columns, rows), content_type=CSV_TYPE)

    def check(self, query: Any) -> None:
        """Refuses what the address does not know with ValidationError, by name."""
        parameters.check_names(query, self.known(query))
        parameters.check_empty(query)
        once = [name for name in (*self.names, FORMAT) if name not in self.several and len(query.getlist(name)) > 1]
        if once:
            raise ValidationError({once[0]: f"“{once[0]}” is given several times; at most 1 allowed."})

    def known(self, query: Any) -> list[str]:
        """The parameters that the address takes."""
        return [*self.names, FORMAT]

    def answer(self, query: Any) -> Any:
        """What the serializer writes. Raises ValidationError naming the parameters at fault."""
        raise NotImplementedError

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        """The parameters as the description of the API has them."""
        yield query_parameter(FORMAT, "The form of the answer; it goes before “Accept”.", enum=["json", "csv"])


def flat_rows(serializer: Any, data: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """(rows with texts in the place of objects, names of the columns) of what a serializer has written."""
    ways = {name: _in_cell(field) for name, field in serializer.fields.items()}
    return [{name: _flat(row[name], way) for name, way in ways.items()} for row in data], list(ways)


def _in_cell(field):
    return getattr(getattr(field, "child", field), "in_cell", None)


def _flat(value, in_cell):
    if in_cell is None or not value:
        return value
    return [in_cell(each) for each in value] if isinstance(value, list) else in_cell(value)

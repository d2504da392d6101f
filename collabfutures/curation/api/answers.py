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
from collabfutures.curation.api.answer_rows import flat_rows
from collabfutures.curation.api.described_parameters import query_parameter
from collabfutures.curation.api.negotiation import FormNegotiation
from collabfutures.curation.api.reading import Readable
from collabfutures.curation.formats.tables import CSV_TYPE, csv_text

RESULTS, FORMAT = "results", "format"


class AnswerCsvRenderer(BaseRenderer):
    """The “results” of an answer, a line each. What writes them is `csv_text`."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"


class AnswerView(Readable, APIView):
    """A subclass names the serializer of its answer, whose “results” are the rows of its CSV, and asks for the answer
    what the page asks for the same query."""

    answers_with: Any
    renderer_classes = [JSONRenderer, AnswerCsvRenderer]
    content_negotiation_class = FormNegotiation
    # Parameters besides the format, and those of them that may be given several times.
    names: tuple[str, ...] = ()
    several: tuple[str, ...] = ()

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

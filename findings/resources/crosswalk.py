"""What each sector calls the same thing, as an answer of the API: themes by sectors, with the words in the cells."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from collabfutures.curation import parameters
from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.described_parameters import filter_parameter
from collabfutures.curation.api.serializer_fields import ApiListField, BlankTextField, SiteUrlField, TargetField
from collabfutures.curation.filters.filtersets import narrowed
from collabfutures.curation.index.drawing import matrices
from collabfutures.curation.index.results import results
from findings.filters import TermFilter
from findings.models import Term
from findings.resources.evidence_map import ROOM
from findings.views import TermList


class WordSerializer(serializers.Serializer):
    """A word of the sector, and how near it is to the theme."""

    term = TargetField(source="link")
    remark = BlankTextField()

    @staticmethod
    def in_cell(word: dict[str, Any]) -> str:
        return word["term"]["slug"]


class SectorWordsSerializer(serializers.Serializer):
    """Which words one sector has for one theme; none where nothing is recorded."""

    theme = TargetField(source="row.link")
    sector = TargetField(source="column.link")
    count = serializers.IntegerField()
    words = WordSerializer(many=True, source="entries")
    url = SiteUrlField(source="address")
    api_url = ApiListField(source="address")


class CrosswalkSerializer(serializers.Serializer):
    """The words of the sectors for each theme."""

    count = serializers.IntegerField(help_text="Words under the filters, in the table or not.")
    results = SectorWordsSerializer(many=True)


class CrosswalkAnswer(AnswerView):
    """Which word each sector uses for each theme, and how near it is to it."""

    answers_with = CrosswalkSerializer

    def known(self, query: Any) -> list[str]:
        return [*super().known(query), *TermFilter.base_filters]

    def answer(self, query: Any) -> dict[str, Any]:
        parameters.check_repeats(query, TermFilter)
        filterset = narrowed(TermFilter, query, Term.objects.published())
        (table,) = matrices(filterset, TermList.tables, ROOM)
        return {"count": results(filterset).count, "results": [cell for _, cells in table.rows for cell in cells]}

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        for name, item in TermFilter.base_filters.items():
            yield filter_parameter(name, item, Term)
        yield from super().described_parameters()

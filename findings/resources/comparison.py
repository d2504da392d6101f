"""Two to four discourses side by side, as an answer of the API."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.described_parameters import query_parameter
from collabfutures.curation.api.serializer_fields import (
    ApiListField,
    BlankTextField,
    SiteUrlField,
    TargetField,
    TargetsField,
)
from collabfutures.curation.links import Link
from findings.analyses.comparison import of_series, rows, whole

SLUGS = {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}}


class SaidSerializer(serializers.Serializer):
    """What one discourse says to one question: texts, records or nothing that is recorded."""

    group = serializers.CharField(help_text="Which questions belong together.")
    question = serializers.CharField()
    discourse = TargetField()
    texts = serializers.ListField(child=serializers.CharField())
    records = TargetsField()
    differs = serializers.BooleanField(help_text="Whether the discourses say different things here.")


class OwnSerializer(serializers.Serializer):
    """The findings that speak of one of the discourses."""

    discourse = TargetField()
    count = serializers.IntegerField(source="total")
    alone = TargetsField(help_text="Those that speak of none of the others.")
    url = SiteUrlField(source="address")
    api_url = ApiListField(source="address")


class ComparisonSerializer(serializers.Serializer):
    """Some discourses side by side."""

    discourses = TargetsField()
    narrowed = BlankTextField(help_text="To which series it is narrowed, in a sentence; null for every one.")
    provenance = serializers.ListField(child=serializers.CharField(), help_text="What is the curators’ reading.")
    results = SaidSerializer(many=True)
    tensions = TargetsField(source="between", help_text="Between two of these.")
    open_tensions = TargetsField(source="unnamed", help_text="With an opponent that the source does not name.")
    shared = TargetsField(help_text="The findings that speak of all of these.")
    shared_url = SiteUrlField(source="shared_address")
    findings = OwnSerializer(many=True, source="own")


class CompareAnswer(AnswerView):
    """What two to four discourses say, side by side: it supports judgement and ranks nothing."""

    answers_with = ComparisonSerializer
    names = whole.NAMES
    several = (whole.DISCOURSE, of_series.SERIES)

    def answer(self, query: Any) -> dict[str, Any]:
        slugs, series, only = whole.asked(query)
        whole.check_only(only)
        found = whole.comparison(*rows.chosen(slugs), only, of_series.known(series))
        said = (_said(row, *cell) for _, group in found["groups"] for row in group for cell in row.cells)
        return {**found, "results": list(said)}

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        told = f"The slugs of {rows.LEAST} to {rows.MOST} discourses."
        yield query_parameter(whole.DISCOURSE, told, SLUGS, required=True)
        yield query_parameter(of_series.SERIES, "Only what belongs to these series.", SLUGS)
        yield query_parameter(whole.ONLY, "Only where they differ.", enum=[whole.DIFFERENCES])
        yield from super().described_parameters()


def _said(row, discourse, items):
    return {
        "group": row.group,
        "question": row.label,
        "discourse": discourse,
        "texts": [str(each) for each in items if not isinstance(each, Link)],
        "records": [each for each in items if isinstance(each, Link)],
        "differs": row.differs,
    }

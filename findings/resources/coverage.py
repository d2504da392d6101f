"""Which records carry each statement of the registers, as an answer of the API."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.described_parameters import query_parameter
from collabfutures.curation.api.serializer_fields import TargetField
from collabfutures.curation.messages import not_allowed
from findings.resources.comparison import SLUGS
from seminars.serializers import StatementSerializer
from seminars.statement_coverage import coverage, registers

SERIES = "series"


class CoveredSerializer(StatementSerializer):
    """One numbered statement of a source, and the records that carry what it says."""

    series = TargetField(source="source.series")


class RegistersSerializer(serializers.Serializer):
    """Every statement of the registers."""

    count = serializers.IntegerField()
    covered = serializers.IntegerField(help_text="How many have a home: a record that carries them.")
    results = CoveredSerializer(many=True)


class CoverageAnswer(AnswerView):
    """Which records carry each numbered statement of the sources, and which statements nothing carries yet."""

    answers_with = RegistersSerializer
    names = several = (SERIES,)

    def answer(self, query: Any) -> dict[str, Any]:
        known = {series.slug: series for series in registers()}
        wrong = [slug for slug in query.getlist(SERIES) if slug not in known]
        if wrong:
            raise ValidationError({SERIES: not_allowed(SERIES, wrong[0], known)})
        wanted = [series for slug, series in known.items() if slug in query.getlist(SERIES) or SERIES not in query]
        found = [told for series in wanted for told in coverage(series)]
        covered = sum(bool(each.homes) for each in found)
        return {"count": len(found), "covered": covered, "results": found}

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        yield query_parameter(SERIES, "Only the registers of these series.", SLUGS)
        yield from super().described_parameters()

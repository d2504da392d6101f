"""What may be learned from which sector by which, as an answer of the API."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from collabfutures.curation import parameters
from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.described_parameters import filter_parameter
from collabfutures.curation.api.serializer_fields import BlankTextField, TargetField
from collabfutures.curation.filters.filtersets import narrowed
from findings.figures.flows import flows
from findings.filters import LearningTransferFilter
from findings.models import LearningTransfer
from findings.serializers import LearningTransferSerializer


class TransferSerializer(serializers.Serializer):
    """One thing that may be learned, and how strongly the source puts it."""

    record = TargetField(source="*")
    strength = serializers.CharField()
    note = BlankTextField(source="direction_note")

    @staticmethod
    def in_cell(transfer: dict[str, Any]) -> str:
        return transfer["record"]["slug"]


class FlowSerializer(serializers.Serializer):
    """What one sector may learn from another; null is an end that the source leaves open."""

    start = TargetField(allow_null=True, help_text="Who knows it.")
    finish = TargetField(allow_null=True, help_text="Who may learn it.")
    is_gap = serializers.SerializerMethodField(help_text="Between two sectors, and nothing is recorded.")
    transfers = TransferSerializer(many=True)

    def get_is_gap(self, cell: Any) -> bool:
        return cell.is_gap and not cell.transfers


class LearningSerializer(serializers.Serializer):
    """Every pair of sectors, and every end that is left open."""

    count = serializers.IntegerField(help_text="Records under the filters.")
    results = FlowSerializer(many=True)


class LearningAnswer(AnswerView):
    """What the sectors may learn from each other, and in which direction nothing is recorded."""

    answers_with = LearningSerializer

    def known(self, query: Any) -> list[str]:
        return [*super().known(query), *LearningTransferFilter.base_filters]

    def answer(self, query: Any) -> dict[str, Any]:
        parameters.check_repeats(query, LearningTransferFilter)
        filterset = narrowed(LearningTransferFilter, query, LearningTransfer.objects.published())
        found = LearningTransferSerializer.prepare(filterset.qs)
        cells = (cell for _, row in flows(found).rows for cell in row)
        return {"count": len(found), "results": list(cells)}

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        for name, item in LearningTransferFilter.base_filters.items():
            yield filter_parameter(name, item, LearningTransfer)
        yield from super().described_parameters()

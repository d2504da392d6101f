"""What is not known, as an answer of the API."""

from typing import Any

from rest_framework import serializers

from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.serializer_fields import ApiListField, SiteUrlField
from findings.gaps import gaps


class GapSerializer(serializers.Serializer):
    """How many records leave something open, of how many."""

    label = serializers.CharField()
    count = serializers.IntegerField()
    total = serializers.IntegerField()
    is_list = serializers.BooleanField(help_text="Whether the address lists exactly these.")
    url = SiteUrlField(source="address")
    api_url = ApiListField(source="address")


class GapsSerializer(serializers.Serializer):
    """What the record leaves open."""

    count = serializers.IntegerField()
    results = GapSerializer(many=True)


class GapsAnswer(AnswerView):
    """What is not known: how many records leave something open, and where these are."""

    answers_with = GapsSerializer

    def answer(self, query: Any) -> dict[str, Any]:
        found = gaps()
        return {"count": len(found), "results": found}

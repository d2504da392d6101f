"""Suggestions while somebody types, as an answer of the API."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.described_parameters import query_parameter
from collabfutures.curation.api.serializer_fields import SiteUrlField
from collabfutures.curation.models import SearchRow
from collabfutures.curation.search.question import MOST_CHARACTERS
from collabfutures.site.endpoints import SUGGESTIONS
from collabfutures.site.search_answers import TEXT


class SuggestionSerializer(serializers.Serializer):
    """A title, and the search for it."""

    title = serializers.CharField()
    api_url = SiteUrlField(help_text="The search for it.")


class SuggestionsSerializer(serializers.Serializer):
    """Titles in which a word begins so."""

    results = SuggestionSerializer(many=True)


class SuggestAnswer(AnswerView):
    """Up to eight titles in which a word begins so, for whoever is still typing."""

    answers_with = SuggestionsSerializer
    names = ("q",)

    def answer(self, query: Any) -> dict[str, Any]:
        if "q" not in query:
            raise ValidationError({"q": "“q” is missing: how a word begins."})
        titles = SearchRow.objects.titles_with(query["q"].strip()[:MOST_CHARACTERS], SUGGESTIONS)
        search = reverse("search-answer")
        return {"results": [{"title": each, "api_url": f"{search}?{urlencode([('q', each)])}"} for each in titles]}

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        yield query_parameter("q", "How a word begins.", TEXT, required=True)
        yield from super().described_parameters()

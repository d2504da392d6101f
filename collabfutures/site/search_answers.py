"""Search over every kind, as an answer of the API."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter

from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.described_parameters import query_parameter
from collabfutures.curation.api.serializer_fields import (
    kind_name,
)
from collabfutures.curation.filters.wording import WordsFilter
from collabfutures.curation.search.highlight import words_found
from collabfutures.curation.search.question import MOST_CHARACTERS
from collabfutures.site import search_view
from collabfutures.site.search_filters import KIND, NAMES, SERIES, STATEMENT, STATEMENTS, Narrowing, kinds
from collabfutures.site.search_shapes import SearchSerializer

TEXT = {"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS}


class SearchAnswer(AnswerView):
    """Records of every kind that hold some words, the nearest ten of each, with what they were found by."""

    answers_with = SearchSerializer
    names = ("q", "words", *NAMES)

    def answer(self, query: Any) -> dict[str, Any]:
        if "q" not in query:
            raise ValidationError({"q": "“q” is missing: the words to look for."})
        search = search_view.asked(query)
        found = search_view.found(query, search, Narrowing.read(query))
        hits = [_hit(hit, row, found["marks"]) for group in found["groups"] for hit, row in group["hits"]]
        groups = [{**group, "kind": kind_name(group["model"])} for group in found["groups"]]
        by_word = [{"word": word, "count": number} for word, number in found["by_word"]]
        meant, count = found["corrected"], sum(group["count"] for group in groups)
        return {"count": count, "groups": groups, "results": hits, "did_you_mean": meant, "by_word": by_word}

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        yield query_parameter("q", "The words to look for; all of them must be held.", TEXT, required=True)
        yield query_parameter("words", "Only these words, not what else it is called.", enum=[WordsFilter.AS_TYPED])
        yield query_parameter(KIND, "Only one kind.", enum=list(kinds()))
        yield query_parameter(SERIES, "Only what belongs to one series, by slug.", {"type": "string", "minLength": 1})
        yield query_parameter(STATEMENT, "Only what is worded by these.", enum=list(STATEMENTS))
        yield from super().described_parameters()


def _hit(hit, row, marks):
    words = words_found((row.title, row.summary, row.body), marks)
    return {"record": hit, "summary": hit.summary, "words": words, "through_links": not words}

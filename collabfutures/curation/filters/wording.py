"""The search of a list: the words, and whether to keep to them as typed."""

from typing import Any

import django_filters
from django.db.models import Model, QuerySet

from collabfutures.curation.querysets import RecordQuerySet
from collabfutures.curation.search import question


class SearchFilter(django_filters.CharFilter):
    """Full-text search over the words of the record, and of what it is tied to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Search", validators=[question.validate], strip=True, **kwargs)

    def filter(self, queryset: RecordQuerySet, text: str) -> QuerySet:
        if text and self.parent.is_by_date:
            return queryset.filter(self.parent.search.condition(queryset.model))
        return queryset.matching(self.parent.search) if text else queryset

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        limits = {"type": "string", "minLength": 1, "maxLength": question.MOST_CHARACTERS}
        told = (
            f"Full text, at most {question.MOST_TERMS} words, all of which must be found; “several words” in quotation "
            "marks stand side by side; -word must not be found."
        )
        return limits, told, False


class WordsFilter(django_filters.ChoiceFilter):
    """Whether a search keeps to the words as typed. It narrows nothing by itself: the search asks it."""

    AS_TYPED = "as-typed"

    def __init__(self) -> None:
        wrong = f"“%(value)s” is not allowed for words. Allowed: {self.AS_TYPED}."
        choices = [(self.AS_TYPED, "Only these words, not what other sectors call it")]
        super().__init__(label="Words", choices=choices, error_messages={"invalid_choice": wrong})

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        told = "Search for the words as typed, not also for their other names."
        return {"type": "string", "enum": [self.AS_TYPED]}, told, False

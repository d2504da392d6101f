"""When a record was first published: from a moment on, or before it."""

from datetime import UTC
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet

MEANT = "Use a day such as 2026-11-24, or a moment such as 2026-11-24T12:00:00Z."


class PublishedBound(django_filters.Filter):
    """Records that were first published at a moment or later, or before it."""

    field_class = forms.DateTimeField

    def __init__(self, lookup: str, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ"]
        wrong = {"invalid": MEANT}
        super().__init__(input_formats=formats, error_messages=wrong, **kwargs)
        self.lookup = lookup

    def filter(self, queryset: QuerySet, moment: Any) -> QuerySet:
        if moment is None:
            return queryset
        return queryset.filter(Q(**{f"published_at__{self.lookup}": moment.replace(tzinfo=UTC)}))

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        day = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?Z)?$"}
        return day, f"{self.label}: a day or a moment in UTC.", False


def published_bounds() -> dict[str, PublishedBound]:
    return {
        "published_after": PublishedBound("gte", label="First published then or later"),
        "published_before": PublishedBound("lt", label="First published before"),
    }

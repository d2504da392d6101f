"""What has changed since somebody asked last: for lists, as a filter like any other."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet

from collabfutures.curation.changes import Change
from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.following.position import MEANT, LogPosition

UPDATED_SINCE = "updated_since"


class PositionField(forms.CharField):
    """A position in the log, or a moment, as the number behind which one reads."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return LogPosition.read(UPDATED_SINCE, text).number
        except ValidationError as error:
            raise error.error_dict[UPDATED_SINCE][0] from error


class UpdatedSinceFilter(django_filters.Filter):
    """Records that became public or changed in public since then. What was withdrawn is in the changes."""

    field_class = PositionField

    def __init__(self) -> None:
        super().__init__(label="Changed since")

    def filter(self, queryset: QuerySet, number: int | None) -> QuerySet:
        if not number:
            return queryset
        changed = Change.objects.filter(kind=queryset.model._meta.label_lower, number__gt=number)
        return queryset.filter(KeyIn(F("pk"), changed.order_by().values("object_id")))

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        told = f"Only records that became public or changed since then: {MEANT}."
        return {"type": "string", "minLength": 1, "maxLength": 200}, told, False

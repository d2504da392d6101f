"""What has changed since somebody asked last: for lists, as a filter like any other."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet

from collabfutures.curation import registry
from collabfutures.curation.changes import Change
from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.following.position import MEANT, LogPosition
from collabfutures.curation.relations import kinds_along, relation_path

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
    """Records that became public or changed in public since then, and those that show another that did.

    A relation says what the record at its other end is called: if that changes, so does what is read of this one. What
    was withdrawn comes with `include=withdrawn`, and is in the changes.
    """

    field_class = PositionField

    def __init__(self) -> None:
        super().__init__(label="Changed since")

    def filter(self, queryset: QuerySet, number: int | None) -> QuerySet:
        if not number:
            return queryset
        model = queryset.model
        found = Q(KeyIn(F("pk"), _changed(model, number)))
        for path, kind in _shown(model):
            showing = model._base_manager.filter(KeyIn(F(f"{path}__pk"), _changed(kind, number))).order_by()
            found |= Q(KeyIn(F("pk"), showing.values("pk")))
        return queryset.filter(found)

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        told = f"Only records that became public or changed since then, or show one that did: {MEANT}."
        return {"type": "string", "minLength": 1, "maxLength": 200}, told, False


def _changed(model: Any, number: int) -> QuerySet:
    changed = Change.objects.filter(kind=model._meta.label_lower, number__gt=number)
    return changed.order_by().values("object_id")


def _shown(model: Any) -> Iterator[tuple[str, Any]]:
    """(path, kind) of each record that a record of a kind shows: over which its links lead, and where to."""
    for name in registry.kind_of(model).serializer_class.linked():
        parts = name.split("__")
        for number, kind in enumerate(kinds_along(model, name), 1):
            yield relation_path(model, "__".join(parts[:number])), kind

"""From which year to which: `year_min` and `year_max` beside each filter on a year."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Model, QuerySet

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.fields import EARLIEST_YEAR, LATEST_YEAR
from collabfutures.curation.filters.years import YearFilter

LOWER, UPPER = "gte", "lte"


class YearBound(django_filters.NumberFilter):
    """Records of a year that is not earlier, or not later."""

    def __init__(self, item: YearFilter, lookup: str) -> None:
        side = "from" if lookup == LOWER else "to"
        limits = {"min_value": EARLIEST_YEAR, "max_value": LATEST_YEAR}
        super().__init__(item.field_name, label=f"{item.label}, {side}", **limits)
        self.condition_name = f"{item.field_name}__{lookup}"

    field_class = forms.IntegerField

    def filter(self, queryset: QuerySet, value: int | None) -> QuerySet:
        if value is None:
            return queryset
        # By keys: a relation to years would give a record once for each of them.
        having = queryset.model._base_manager.filter(**{self.condition_name: value}).order_by()
        return queryset.filter(KeyIn(F("pk"), having.values("pk")))

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        limits = {"type": "integer", "minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}
        return limits, f"{self.label} and including this year. What has no year is not found.", False


def year_bounds(filters: dict[str, Any]) -> dict[str, YearBound]:
    years = {name: item for name, item in filters.items() if isinstance(item, YearFilter)}
    ends = {"min": LOWER, "max": UPPER}
    return {f"{name}_{end}": YearBound(item, lookup) for name, item in years.items() for end, lookup in ends.items()}

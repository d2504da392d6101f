"""A record by an address that it no longer has."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Model, QuerySet

from collabfutures.curation.addresses import renames
from collabfutures.curation.fields import SLUG_PATTERN


class FormerSlugFilter(django_filters.Filter):
    """The record that once had this slug, or was merged into the one that is found."""

    field_class = forms.CharField

    def __init__(self) -> None:
        wrong = "Use small letters, digits and hyphens."
        super().__init__(label="Former address", validators=[RegexValidator(f"^{SLUG_PATTERN}$", wrong)])

    def filter(self, queryset: QuerySet, slug: str) -> QuerySet:
        if not slug:
            return queryset
        found: Iterable[str] = renames(queryset.model, [slug]).values()
        # No record has that state: Django drops a part that it knows to be empty from the middle of a statement.
        return queryset.filter(slug__in=found) if found else queryset.filter(state="")

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        told = "The record that had this slug before it was renamed or merged; none where no record had."
        return {"type": "string", "pattern": f"^{SLUG_PATTERN}$"}, told, False

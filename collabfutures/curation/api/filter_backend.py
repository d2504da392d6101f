"""A list in the API is narrowed by its kind's FilterSet, strictly."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from collabfutures.curation import parameters
from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.filters.filtersets import narrowed


class RecordFilterBackend(BaseFilterBackend):
    """Refuses what the FilterSet does not know, by name; django-filter's own backend ignores it."""

    def get_filterset(self, request: Request, queryset: QuerySet, view: Any) -> RecordFilterSet:
        """The valid FilterSet of a query. Raises ValidationError naming the parameters at fault."""
        parameters.check(request.query_params, view.filterset_class)
        filterset = narrowed(view.filterset_class, request.query_params, queryset)
        _check_search(request.query_params)
        return filterset

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        return self.get_filterset(request, queryset, view).qs


def _check_search(query: QueryDict) -> None:
    """A page may carry these on when its search is emptied; a program that sends them without one has a fault."""
    alone = {"words": query.get("words"), "sort": query.get("sort") == "relevance"}
    wrong = {name: f"“{name}” asks about a search: it goes with “q”." for name, given in alone.items() if given}
    if wrong and "q" not in query:
        raise ValidationError(wrong)

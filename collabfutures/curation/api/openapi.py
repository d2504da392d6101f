"""Describes the API from what answers it: parameters from the FilterSet, fields from the serializer, every error."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse

from collabfutures.curation import registry
from collabfutures.curation.api.described_answers import OF_A_LIST, OF_A_RECORD, OF_AN_ANSWER, headers, problems
from collabfutures.curation.api.described_parameters import (
    field_parameters,
    filter_parameter,
    list_parameters,
    query_parameter,
)

# What is found under it is no list of one kind.
OF_SEVERAL = "several-kinds"


class RecordSchema(AutoSchema):
    """drf-spectacular's description of a view that answers with records or with what is counted of them."""

    view: Any

    @property
    def model(self) -> Any:
        serializer_class = getattr(self.view, "serializer_class", None)
        return serializer_class and serializer_class.Meta.model

    def get_summary(self) -> str:
        if self.model is None or self.view.action not in ("list", "retrieve"):
            return _first_line(self.view)
        meta = self.model._meta
        return f"List {meta.verbose_name_plural}" if self.view.action == "list" else f"One {meta.verbose_name}, by slug"

    def get_description(self) -> str:  # type: ignore[override]
        if self.model is None or self.view.action not in ("list", "retrieve"):
            return super().get_description()
        told = registry.kind_of(self.model).list_view.intro
        if self.view.action == "retrieve":
            return told
        return f"{told} Several values of one filter mean or, different filters mean and. Follow “next” for the rest."

    def get_override_parameters(self) -> list[Any]:
        filterset_class = getattr(self.view, "filterset_class", None)
        if filterset_class is None:
            return [*getattr(self.view, "described_parameters", tuple)(), *headers()]
        forms = [each.format for each in self.view.renderer_classes]
        layout = [query_parameter("format", "The form of the answer; it goes before “Accept”.", enum=forms), *headers()]
        layout = [*field_parameters(), *layout]
        if self.view.action == "list":
            filters = [filter_parameter(name, item, self.model) for name, item in filterset_class.base_filters.items()]
            return [*filters, *list_parameters(filterset_class.facet_names()), *layout]
        return layout

    def get_tags(self) -> list[str]:
        return [OF_SEVERAL] if hasattr(self.view, "answers_with") else super().get_tags()

    def get_filter_backends(self) -> list:
        """None: the FilterSet's parameters are described above, each by its own filter."""
        return []

    def get_auth(self) -> list:
        """Nobody signs in; a generated client would ask for a token where this held so much as an empty entry."""
        return []

    def _is_list_view(self, serializer: Any = None) -> bool:
        """What is given as a schema already is no page of something."""
        return not isinstance(serializer, dict) and super()._is_list_view(serializer)

    def get_response_serializers(self) -> Any:
        if answer := getattr(self.view, "answers_with", None):
            csv = OpenApiResponse(OpenApiTypes.STR, description="The results, a line each.")
            return {(200, "application/json"): answer, (200, "text/csv"): csv, **problems(OF_AN_ANSWER)}
        found = super().get_response_serializers()
        if self.model is None:
            return found
        codes = OF_A_LIST if self.view.action == "list" else OF_A_RECORD
        others = {
            (200, each.media_type): OpenApiResponse(each.described_as, description="The records found.")
            for each in self.view.renderer_classes[1:]
        }
        return {(200, "application/json"): found, **others, **problems(codes)}


def _first_line(view):
    action = getattr(view, getattr(view, "action", None) or "get")
    return (action.__doc__ or view.__doc__ or "").strip().partition("\n")[0].partition(". ")[0]

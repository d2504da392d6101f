"""Describes the API from what answers it: parameters from the FilterSet, fields from the serializer, every error."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from collabfutures.curation import pagination, parameters
from collabfutures.curation.api.problems import CONTENT_TYPE, TITLES

OF_A_LIST = (400, 405, 406, 414, 503)
OF_A_RECORD = (400, 404, 405, 406, 410, 414, 503)


def problems(codes: tuple[int, ...]) -> dict[tuple[int, str], OpenApiResponse]:
    """The answers with these statuses, each a problem document."""
    return {
        (code, CONTENT_TYPE): OpenApiResponse(ProblemSerializer(many=False), description=TITLES[code]) for code in codes
    }


class ProblemEntrySerializer(serializers.Serializer):
    parameter = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """An RFC 9457 problem document."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    # The name is RFC 9457's. A Serializer has errors of its own, which nobody asks of this one.
    errors = ProblemEntrySerializer(many=True, required=False)  # type: ignore[assignment]


class RecordSchema(AutoSchema):
    """drf-spectacular's description of a RecordViewSet."""

    view: Any

    def get_override_parameters(self) -> list[Any]:
        filterset_class = getattr(self.view, "filterset_class", None)
        if filterset_class is None:
            return []
        layout = [
            _query("format", "The form of the answer.", enum=[each.format for each in self.view.renderer_classes])
        ]
        if self.view.action == "list":
            model = filterset_class._meta.model
            filters = [_filter(name, item, model) for name, item in filterset_class.base_filters.items()]
            return [*filters, *_list_parameters(filterset_class.facet_names()), *layout]
        return layout

    def get_filter_backends(self) -> list:
        """None: the FilterSet's parameters are described above, each by its own filter."""
        return []

    def get_response_serializers(self) -> Any:
        found = super().get_response_serializers()
        if self.view.__class__.__name__ == "SpectacularAPIView":
            return found
        codes = OF_A_LIST if self.view.action == "list" else OF_A_RECORD
        others = {
            (200, each.media_type): OpenApiResponse(_other_form(each), description=_first_line(each))
            for each in self.view.renderer_classes[1:]
        }
        return {(200, "application/json"): found, **others, **problems(codes)}


def _other_form(renderer):
    return OpenApiTypes.BINARY if renderer.charset is None and renderer.format == "xlsx" else OpenApiTypes.STR


def _first_line(renderer):
    return f"The same records as {renderer.format}."


def _query(name, description, schema_type=OpenApiTypes.STR, **more):
    return OpenApiParameter(name, schema_type, OpenApiParameter.QUERY, description=description, **more)


def _list_parameters(facet_names: list[str]) -> Iterator[OpenApiParameter]:
    sizes, usual = list(pagination.SIZES), pagination.USUAL_SIZE
    pages = f"1 to {pagination.MOST_PAGES}, then “cursor”; but in JSON and Atom also “{pagination.EVERYTHING}”."
    yield _query("page_size", "Records on a page.", OpenApiTypes.INT, enum=sizes, default=usual)
    yield _query("page", pages, {"type": "string", "pattern": "^([1-9][0-9]{0,2}|all)$"}, default="1")
    yield _query("cursor", "Goes on behind a record, in the order of the list: follow “next”. Not with “page”.")
    yield _query("facets", f"Count options: “all”, or names separated by commas: {', '.join(facet_names)}.")
    told = f"The next {parameters.MOST_OPTIONS} options of each facet; “facet_counts” says how many there are."
    yield _query("facet_page", told, {"type": "string", "pattern": "^[1-9][0-9]{0,5}$"}, default="1")


def _filter(name, item, model):
    """One filter as a parameter, in its own words."""
    schema, description, repeats = item.parameter(model)
    return _query(name, description, schema, **({"explode": True} if repeats else {}))

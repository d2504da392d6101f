"""Describes the API from what answers it: parameters from the FilterSet, fields from the serializer, every error."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from collabfutures.curation import pagination as paging
from collabfutures.curation import parameters
from collabfutures.curation.api.problems import CONTENT_TYPE, TITLES
from collabfutures.curation.fields import EARLIEST_YEAR, LATEST_YEAR, NOTHING
from collabfutures.curation.filters import values as filters
from collabfutures.curation.filters.ordering import SortFilter
from collabfutures.curation.search import rows as search

MANY = f"Give it up to {parameters.MOST_VALUES} times: several values mean or. “{NOTHING}” means nothing recorded."


class ProblemEntrySerializer(serializers.Serializer):
    parameter = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """An RFC 9457 problem document."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ProblemEntrySerializer(many=True, required=False)


class RecordSchema(AutoSchema):
    """drf-spectacular's description of a RecordViewSet."""

    def get_override_parameters(self):
        model = getattr(self.view, "serializer_class", None) and self.view.serializer_class.Meta.model
        if model is None:
            return []
        layout = [
            _query("format", "The form of the answer.", enum=[each.format for each in self.view.renderer_classes])
        ]
        if self.view.action == "list":
            items = self.view.filterset_class.base_filters.items()
            return [*(_parameter(name, item, model) for name, item in items), *_list_parameters(items), *layout]
        return layout

    def get_response_serializers(self):
        found = super().get_response_serializers()
        if self.view.__class__.__name__ == "SpectacularAPIView":
            return found
        codes = (400, 405, 406, 414, 503) if self.view.action == "list" else (400, 404, 405, 406, 410, 414, 503)
        others = {
            (200, each.media_type): OpenApiResponse(_other_form(each), description=_first_line(each))
            for each in self.view.renderer_classes[1:]
        }
        problems = {
            (code, CONTENT_TYPE): OpenApiResponse(ProblemSerializer(many=False), description=TITLES[code])
            for code in codes
        }
        return {(200, "application/json"): found, **others, **problems}


def _other_form(renderer):
    return OpenApiTypes.BINARY if renderer.charset is None and renderer.format == "xlsx" else OpenApiTypes.STR


def _first_line(renderer):
    return f"The same records as {renderer.format}."


def _query(name, description, schema_type=OpenApiTypes.STR, **more):
    return OpenApiParameter(name, schema_type, OpenApiParameter.QUERY, description=description, **more)


def _list_parameters(items):
    names = [
        name for name, item in items if isinstance(item, filters.ValuesFilter) and not name.endswith(filters.ALL_OF)
    ]
    sizes, usual = list(paging.SIZES), paging.USUAL_SIZE
    pages = f"1 to {paging.MOST_PAGES}; in CSV also “{paging.EVERYTHING}”."
    yield _query("page_size", "Records on a page.", OpenApiTypes.INT, enum=sizes, default=usual)
    yield _query("page", pages, {"type": "string", "pattern": "^([1-9][0-9]{0,2}|all)$"}, default="1")
    yield _query("facets", f"Count options: “all”, or names separated by commas: {', '.join(names)}.")


def _parameter(name, item, model):
    """One filter as a parameter, with its allowed values where they are fixed."""
    label = str(item.label)
    if isinstance(item, SortFilter):
        return _query(name, "Order. The primary key ends every order.", enum=list(item.orders))
    if isinstance(item, filters.SearchFilter):
        limits = {"type": "string", "maxLength": search.MOST_CHARACTERS}
        return _query(name, f"Full text, at most {search.MOST_TERMS} words, all of which must be found.", limits)
    if isinstance(item, filters.WordsFilter):
        return _query(name, "Search for the words as typed, not also for their other names.", enum=[item.AS_TYPED])
    schema, values = {"type": "string"}, item.fixed_values(model)
    if isinstance(item, filters.RelationFilter):
        schema = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}
        label += f", by slug of {item.target(model)._meta.verbose_name_plural}"
    if isinstance(item, filters.YearFilter):
        schema = {"type": "string", "pattern": rf"^([0-9]{{4}}|{NOTHING})$"}
        label += f", from {EARLIEST_YEAR} to {LATEST_YEAR}"
    if values:
        schema["enum"] = [*values, NOTHING]
    return _query(name, f"{label}. {MANY}", {"type": "array", "items": schema}, explode=True)

"""The addresses of this app in the API: a FilterSet and a serializer for each kind."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from collabfutures.curation import parameters
from collabfutures.curation.api.described_answers import OF_A_RECORD, problems
from collabfutures.curation.api.viewsets import RecordViewSet
from seminars import filters, serializers
from seminars.statement_coverage import coverage


class SeriesViewSet(RecordViewSet):
    route = "series"
    filterset_class = filters.SeriesFilter
    serializer_class = serializers.SeriesSerializer

    @extend_schema(
        summary="The register of a series: each numbered statement with the records that carry it",
        responses={(200, "application/json"): serializers.CoverageSerializer, **problems(OF_A_RECORD)},
    )
    @action(detail=True, renderer_classes=[JSONRenderer])
    def statements(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The numbered statements of a source in order, in its own words where they may be quoted, with their homes."""
        parameters.check_names(request.query_params, ["format"])
        parameters.check_empty(request.query_params)
        series = self.get_object()
        body = {"series": series, "statements": coverage(series)}
        return Response(serializers.CoverageSerializer(body, context={"request": request}).data)


class SeminarViewSet(RecordViewSet):
    route = "seminars"
    filterset_class = filters.SeminarFilter
    serializer_class = serializers.SeminarSerializer


class RepresentationViewSet(RecordViewSet):
    route = "representations"
    filterset_class = filters.RepresentationFilter
    serializer_class = serializers.RepresentationSerializer


class DiscourseViewSet(RecordViewSet):
    route = "discourses"
    filterset_class = filters.DiscourseFilter
    serializer_class = serializers.DiscourseSerializer


class ThemeViewSet(RecordViewSet):
    route = "themes"
    filterset_class = filters.ThemeFilter
    serializer_class = serializers.ThemeSerializer


class ThemeRoleViewSet(RecordViewSet):
    route = "theme-roles"
    filterset_class = filters.ThemeRoleFilter
    serializer_class = serializers.ThemeRoleSerializer


class SectorViewSet(RecordViewSet):
    route = "sectors"
    filterset_class = filters.SectorFilter
    serializer_class = serializers.SectorSerializer


class SourceViewSet(RecordViewSet):
    route = "sources"
    filterset_class = filters.SourceFilter
    serializer_class = serializers.SourceSerializer


class ApplicationAreaViewSet(RecordViewSet):
    route = "application-areas"
    filterset_class = filters.ApplicationAreaFilter
    serializer_class = serializers.ApplicationAreaSerializer

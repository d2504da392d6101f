"""The addresses of this app in the API: a FilterSet and a serializer for each kind."""

from collabfutures.curation.api.viewsets import RecordViewSet
from seminars import filters, serializers


class SeriesViewSet(RecordViewSet):
    route = "series"
    filterset_class = filters.SeriesFilter
    serializer_class = serializers.SeriesSerializer


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

"""The addresses of this app in the API: a FilterSet and a serializer for each kind."""

from collabfutures.curation.api.viewsets import RecordViewSet
from seminars import filters, serializers


class SeriesViewSet(RecordViewSet):
    filterset_class = filters.SeriesFilter
    serializer_class = serializers.SeriesSerializer


class SeminarViewSet(RecordViewSet):
    filterset_class = filters.SeminarFilter
    serializer_class = serializers.SeminarSerializer


class RepresentationViewSet(RecordViewSet):
    filterset_class = filters.RepresentationFilter
    serializer_class = serializers.RepresentationSerializer


class DiscourseViewSet(RecordViewSet):
    filterset_class = filters.DiscourseFilter
    serializer_class = serializers.DiscourseSerializer


class ThemeViewSet(RecordViewSet):
    filterset_class = filters.ThemeFilter
    serializer_class = serializers.ThemeSerializer


class ThemeRoleViewSet(RecordViewSet):
    filterset_class = filters.ThemeRoleFilter
    serializer_class = serializers.ThemeRoleSerializer


class SectorViewSet(RecordViewSet):
    filterset_class = filters.SectorFilter
    serializer_class = serializers.SectorSerializer


class SourceViewSet(RecordViewSet):
    filterset_class = filters.SourceFilter
    serializer_class = serializers.SourceSerializer

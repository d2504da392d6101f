"""The pages of this app: a list and a record for each kind."""

from collabfutures.curation.pages.views import RecordDetailView, RecordListView
from seminars import filters, serializers
from seminars.models import Series, Theme, ThemeRole
from seminars.voices import voices


class SeriesList(RecordListView):
    filterset_class = filters.SeriesFilter
    serializer_class = serializers.SeriesSerializer
    intro = "Funded seminar series, projects and awards: the frames in which the findings emerged."


class SeriesDetail(RecordDetailView):
    serializer_class = serializers.SeriesSerializer

    def more(self, record):
        return {"all_voices": voices([record])}


class SeminarList(RecordListView):
    filterset_class = filters.SeminarFilter
    serializer_class = serializers.SeminarSerializer
    intro = "The events of the series. An announcement does not prove that an event was held as announced."

    def results(self, request, filterset):
        found = super().results(request, filterset)
        shown = {link.slug for record in found["page"].records for link in record.links["series"]}
        return {**found, "all_voices": voices(Series.objects.published().filter(slug__in=shown))}


class SeminarDetail(RecordDetailView):
    serializer_class = serializers.SeminarSerializer
    joined = ("series",)

    def more(self, record):
        return {"all_voices": voices([record.series])}


class RepresentationList(RecordListView):
    filterset_class = filters.RepresentationFilter
    serializer_class = serializers.RepresentationSerializer
    intro = "Who was there, by sector, role and nation, and who was harder to reach. No head-counts are recorded."


class RepresentationDetail(RecordDetailView):
    serializer_class = serializers.RepresentationSerializer


class DiscourseList(RecordListView):
    filterset_class = filters.DiscourseFilter
    serializer_class = serializers.DiscourseSerializer
    intro = "The ways of speaking that drive collaboration. They are named here, not ranked."


class DiscourseDetail(RecordDetailView):
    serializer_class = serializers.DiscourseSerializer


class ThemeList(RecordListView):
    filterset_class = filters.ThemeFilter
    serializer_class = serializers.ThemeSerializer
    intro = "What the seminars were about. One theme may play several roles in the source."

    def results(self, request, filterset):
        return {**super().results(request, filterset), "roles": self._roles()}

    @staticmethod
    def _roles():
        """The roles that any public theme plays: the columns of the table."""
        return ThemeRole.objects.published().filter(pk__in=Theme.objects.published().values("roles"))


class ThemeDetail(RecordDetailView):
    serializer_class = serializers.ThemeSerializer


class ThemeRoleList(RecordListView):
    filterset_class = filters.ThemeRoleFilter
    serializer_class = serializers.ThemeRoleSerializer
    intro = "The parts that themes play in the source."


class ThemeRoleDetail(RecordDetailView):
    serializer_class = serializers.ThemeRoleSerializer


class SectorList(RecordListView):
    filterset_class = filters.SectorFilter
    serializer_class = serializers.SectorSerializer
    intro = "The organisational sectors whose collaboration is at issue."


class SectorDetail(RecordDetailView):
    serializer_class = serializers.SectorSerializer


class SourceList(RecordListView):
    filterset_class = filters.SourceFilter
    serializer_class = serializers.SourceSerializer
    intro = "The documents, and the places in them, on which every entry rests."


class SourceDetail(RecordDetailView):
    serializer_class = serializers.SourceSerializer

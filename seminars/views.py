"""The pages of this app: a list and a record for each kind."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.pages.rendering import render_page
from collabfutures.curation.pages.views import RecordDetailView, RecordListView
from seminars import api
from seminars.models import Series, Theme, ThemeRole
from seminars.own_words import passages, with_neighbours
from seminars.sourced_page import SourcedDetailView
from seminars.statement_coverage import coverage, homes_of
from seminars.voices import voices


class SeriesList(RecordListView):
    viewset = api.SeriesViewSet
    address = "series/"
    intro = "Funded seminar series, projects and awards: the frames in which the findings emerged."


class SeriesDetail(SourcedDetailView):
    viewset = api.SeriesViewSet

    def voiced(self, record: Any) -> list[Series]:
        return [record]


class SeriesStatements(SeriesDetail):
    """GET /series/SLUG/statements/: the register of a series, statement by statement, each with its homes."""

    def page(self, request: HttpRequest, record: Any, preview: bool = False) -> HttpResponse:
        statements = coverage(record)
        covered = sum(bool(each.homes) for each in statements)
        context = {"record": record, "model": self.kind.model, "statements": statements, "covered": covered}
        return render_page(request, "seminars/series_statements.html", context)


class SeminarList(RecordListView):
    viewset = api.SeminarViewSet
    address = "seminars/"
    intro = "The events of the series. An announcement does not prove that an event was held as announced."

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        found = super().results(request, filterset)
        shown = {link.slug for record in found["page"].records for link in record.links["series"]}
        return {**found, "all_voices": voices(Series.objects.published().filter(slug__in=shown))}


class SeminarDetail(SourcedDetailView):
    viewset = api.SeminarViewSet
    joined = ("series",)

    def voiced(self, record: Any) -> list[Series]:
        return [record.series]


class RepresentationList(RecordListView):
    viewset = api.RepresentationViewSet
    address = "representation/"
    intro = "Who was there, by sector, role and nation, and who was harder to reach. No head-counts are recorded."


class RepresentationDetail(SourcedDetailView):
    viewset = api.RepresentationViewSet


class DiscourseList(RecordListView):
    viewset = api.DiscourseViewSet
    address = "discourses/"
    intro = "A discourse is a way of speaking about what collaboration is for. They are named here, not ranked."


class DiscourseDetail(SourcedDetailView):
    viewset = api.DiscourseViewSet


class ThemeList(RecordListView):
    viewset = api.ThemeViewSet
    address = "themes/"
    intro = "What the seminars were about. One theme may play several roles in the source."

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        return {**super().results(request, filterset), "roles": self._roles()}

    @staticmethod
    def _roles():
        """The roles that any public theme plays: the columns of the table."""
        return ThemeRole.objects.published().filter(pk__in=Theme.objects.published().values("roles"))


class ThemeDetail(RecordDetailView):
    viewset = api.ThemeViewSet


class ThemeRoleList(RecordListView):
    viewset = api.ThemeRoleViewSet
    address = "theme-roles/"
    intro = "The parts that themes play in the source."


class ThemeRoleDetail(RecordDetailView):
    viewset = api.ThemeRoleViewSet


class SectorList(RecordListView):
    viewset = api.SectorViewSet
    address = "sectors/"
    intro = "The organisational sectors whose collaboration is at issue."


class SectorDetail(RecordDetailView):
    viewset = api.SectorViewSet


class SourceList(RecordListView):
    viewset = api.SourceViewSet
    address = "sources/"
    intro = "The documents, and the places in them, on which every entry rests."
    # A card names what rests on its source.
    keeps_cards = False

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        found = super().results(request, filterset)
        return {**found, "homes": homes_of(found["page"].records)}


class SourceDetail(RecordDetailView):
    viewset = api.SourceViewSet
    told_apart = ("quotation",)

    def more(self, record: Any) -> dict[str, Any]:
        return {"passages": passages(with_neighbours({record.slug}), {record.slug}), "words_first": True}


class ApplicationAreaList(RecordListView):
    viewset = api.ApplicationAreaViewSet
    address = "areas/"
    intro = "The 22 areas in which GtR records where findings may be used."


class ApplicationAreaDetail(RecordDetailView):
    viewset = api.ApplicationAreaViewSet

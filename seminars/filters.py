"""How a reader narrows each kind of this app: once for the pages, JSON, CSV and the counts beside the options."""

from collabfutures.curation.filters import (
    COMMON_ORDERS,
    ChoiceFilter,
    RecordFilterSet,
    RelationFilter,
    SortFilter,
    TextFilter,
    YearFilter,
)
from seminars import models


class SourceFilter(RecordFilterSet):
    document = TextFilter("document", label="Document")
    year = YearFilter("year", label="Year of publication")

    class Meta(RecordFilterSet.Meta):
        model = models.Source
        fields = []


class SectorFilter(RecordFilterSet):
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Sector
        fields = []


class ThemeRoleFilter(RecordFilterSet):
    theme = RelationFilter("themes", label="Theme")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.ThemeRole
        fields = []


class ThemeFilter(RecordFilterSet):
    role = RelationFilter("roles", label="Role")
    discourse = RelationFilter("discourses", label="Discourse")
    seminar = RelationFilter("seminars", label="Seminar")
    broader = RelationFilter("broader", every_option=False, label="Wider theme")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Theme
        fields = []


class DiscourseFilter(RecordFilterSet):
    stance = ChoiceFilter("stance", label="Stance")
    dominance = ChoiceFilter("dominance", label="Dominance")
    concept = RelationFilter("concepts", label="Concept behind it")
    seminar = RelationFilter("seminars", label="Seminar")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Discourse
        fields = []


class SeriesFilter(RecordFilterSet):
    funder = TextFilter("funder", label="Funder")
    lead = TextFilter("lead_organisation", label="Lead organisation")
    region = TextFilter("region", label="Region of the lead")
    start_year = YearFilter("start_date__year", label="Year it started")
    abstract = ChoiceFilter("abstract_state", label="Abstract")
    collaboration_scope = ChoiceFilter("collaboration_scope", label="Which collaborations")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Series
        fields = []


class SeminarFilter(RecordFilterSet):
    sort = SortFilter({"in-series": ["series_id", "position", "title"], **COMMON_ORDERS, "date": ["date"]})
    series = RelationFilter("series", every_option=False, label="Series")
    theme = RelationFilter("themes", label="Theme")
    discourse = RelationFilter("discourses", label="Discourse")
    demand = ChoiceFilter("demand", label="Demand for places")
    evidence = ChoiceFilter("evidence", label="How we know of it")
    year = YearFilter("date__year", label="Year")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Seminar
        fields = []


class RepresentationFilter(RecordFilterSet):
    series = RelationFilter("series", every_option=False, label="Series")
    seminar = RelationFilter("seminar", label="Seminar")
    sector = RelationFilter("sector", label="Sector")
    role = ChoiceFilter("role", label="Role")
    nation = ChoiceFilter("nation", label="Nation")
    presence = ChoiceFilter("presence", label="Presence")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Representation
        fields = []

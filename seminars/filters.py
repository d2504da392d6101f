"""How a reader narrows each kind of this app: once for the pages, JSON, CSV and the counts beside the options."""

from typing import Any

from django.db.models import F
from django_filters import Filter

from collabfutures.curation import identifiers
from collabfutures.curation.filters import (
    COMMON_ORDERS,
    ChoiceFilter,
    IdentifierFilter,
    NamesFilter,
    RecordedFilter,
    RecordFilterSet,
    RelationFilter,
    SortFilter,
    TextFilter,
    YearFilter,
)
from collabfutures.curation.relations import is_kind
from seminars import models
from seminars.award_filter import AwardFilter


class SourceFilter(RecordFilterSet):
    document = TextFilter("document", label="Document")
    year = YearFilter("year", label="Year of publication")
    doi = IdentifierFilter("doi", identifiers.doi, label="DOI")
    series = RelationFilter("series", every_option=False, label="Series")
    award = AwardFilter(series)
    quotation = RecordedFilter("quotation", label="In its own words")

    class Meta(RecordFilterSet.Meta):
        model = models.Source


class SourcedFilterSet(RecordFilterSet):
    """Base for every kind that rests on sources: its last filters ask for a series and for one of the sources."""

    source = RelationFilter("sources", every_option=False, label="Source")

    @classmethod
    def own_filters(cls) -> dict[str, Filter]:
        filters, model = super().own_filters(), cls._meta.model
        source = filters.pop("source")
        if model and model is not models.Series and "series" not in filters:
            series = RelationFilter(",".join(series_relations(model)), every_option=False, label="Series")
            filters |= {"series": series, **series.twins("series")}
        if model and "series" in filters:
            filters["award"] = AwardFilter(filters["series"])
        return filters | {"source": source}


def series_relations(model: Any) -> list[str]:
    """What ties a record without a series of its own to some: its sources, and the findings and others that name it."""
    found = ["sources__series"]
    for field in model._meta.get_fields():
        kind = field.related_model
        if field.auto_created and field.many_to_many and is_kind(kind):
            columns = {each.name: each for each in kind._meta.concrete_fields}
            own = getattr(columns.get("series"), "related_model", None) is models.Series
            found += [f"{field.name}__series"] if own else [field.name] if kind is models.Series else []
    return found


class SectorFilter(SourcedFilterSet):
    class Meta(SourcedFilterSet.Meta):
        model = models.Sector


class ApplicationAreaFilter(SourcedFilterSet):
    class Meta(SourcedFilterSet.Meta):
        model = models.ApplicationArea


class ThemeRoleFilter(SourcedFilterSet):
    theme = RelationFilter("themes", label="Theme")

    class Meta(SourcedFilterSet.Meta):
        model = models.ThemeRole


class ThemeFilter(SourcedFilterSet):
    role = RelationFilter("roles", label="Role")
    discourse = RelationFilter("discourses", label="Discourse")
    seminar = RelationFilter("seminars", label="Seminar")
    broader = RelationFilter("broader", every_option=False, label="Wider theme")

    class Meta(SourcedFilterSet.Meta):
        model = models.Theme


class DiscourseFilter(SourcedFilterSet):
    stance = ChoiceFilter("stance", label="Stance")
    dominance = ChoiceFilter("dominance", label="Dominance")
    concept = RelationFilter("concepts", label="Concept behind it")
    seminar = RelationFilter("seminars", label="Seminar")

    class Meta(SourcedFilterSet.Meta):
        model = models.Discourse


class SeriesFilter(SourcedFilterSet):
    funder = TextFilter("funder", label="Funder")
    lead = TextFilter("lead_organisation", label="Lead organisation")
    region = TextFilter("region", label="Region of the lead")
    award = IdentifierFilter("award_reference", identifiers.award_reference, label="Award reference")
    gtr_project_id = IdentifierFilter("gtr_project_id", identifiers.outcome_id, label="GtR project id")
    area = RelationFilter("application_areas", label="Area of use")
    topic = NamesFilter("research_topics", label="Research topic")
    start_year = YearFilter("start_date__year", label="Year it started")
    abstract = ChoiceFilter("abstract_state", label="Abstract")
    collaboration_scope = ChoiceFilter("collaboration_scope", label="Which collaborations")

    class Meta(SourcedFilterSet.Meta):
        model = models.Series


class SeminarFilter(SourcedFilterSet):
    sort = SortFilter(
        {
            "in-series": ["series_id", F("position").asc(nulls_last=True), "sort_title"],
            **COMMON_ORDERS,
            "date": [F("date").asc(nulls_last=True)],
        }
    )
    series = RelationFilter("series", every_option=False, label="Series")
    theme = RelationFilter("themes", label="Theme")
    discourse = RelationFilter("discourses", label="Discourse")
    demand = ChoiceFilter("demand", label="Demand for places")
    evidence = ChoiceFilter("evidence", label="How we know of it")
    year = YearFilter("date__year", label="Year")

    class Meta(SourcedFilterSet.Meta):
        model = models.Seminar


class RepresentationFilter(SourcedFilterSet):
    series = RelationFilter("series", every_option=False, label="Series")
    seminar = RelationFilter("seminar", label="Seminar")
    sector = RelationFilter("sector", label="Sector")
    role = ChoiceFilter("role", label="Role")
    nation = TextFilter("nation", label="Nation or region")
    presence = ChoiceFilter("presence", label="Presence")

    class Meta(SourcedFilterSet.Meta):
        model = models.Representation

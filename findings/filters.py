"""How a reader narrows each kind of this app: once for the pages, JSON, CSV and the counts beside the options."""

from django.db.models import F, OuterRef, Subquery

from collabfutures.curation.filters import (
    COMMON_ORDERS,
    ChoiceFilter,
    RecordFilterSet,
    RelationFilter,
    SortFilter,
    TextFilter,
    YearFilter,
)
from findings import models

LATEST_YEAR = Subquery(models.Year.objects.filter(impact_records=OuterRef("pk")).order_by("-year").values("year")[:1])


class ApplicationAreaFilter(RecordFilterSet):
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.ApplicationArea
        fields = []


class FindingFilter(RecordFilterSet):
    sort = SortFilter({"in-source": ["series_id", F("position").asc(nulls_last=True)], **COMMON_ORDERS})
    sector = RelationFilter("sectors", label="Sector")
    area = RelationFilter("application_areas", label="Application area")
    theme = RelationFilter("themes", label="Theme")
    discourse = RelationFilter("discourses", label="Discourse")
    barrier = RelationFilter("barriers", label="Barrier")
    seminar = RelationFilter("seminars", label="Seminar")
    series = RelationFilter("series", every_option=False, label="Series")
    parent = RelationFilter("parent", every_option=False, label="Wider finding")
    consensus = ChoiceFilter("consensus", label="Consensus")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Finding
        fields = []


class ManifestationFilter(RecordFilterSet):
    discourse = RelationFilter("discourse", label="Discourse")
    sector = RelationFilter("sector", label="Sector")
    form = RelationFilter("institutional_form", label="Institutional form")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Manifestation
        fields = []


class TensionFilter(RecordFilterSet):
    discourse = RelationFilter("first,second", label="Discourse")
    difficulty = RelationFilter("difficulties", label="Difficulty")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Tension
        fields = []


class ImplicationFilter(RecordFilterSet):
    discourse = RelationFilter("discourse", label="Discourse")
    domain = RelationFilter("domain", label="Management domain")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Implication
        fields = []


class BarrierFilter(RecordFilterSet):
    finding = RelationFilter("findings", every_option=False, label="Finding")
    learning = RelationFilter("learning_transfers", label="Learning it hampers")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Barrier
        fields = []


class LearningTransferFilter(RecordFilterSet):
    scope = ChoiceFilter("scope", label="Within or across")
    from_sector = RelationFilter("from_sector", label="From sector")
    to_sector = RelationFilter("to_sector", label="To sector")
    strength = ChoiceFilter("strength", label="Strength, as stated")
    subject = RelationFilter("subjects", label="Subject")
    field = RelationFilter("learning_fields", label="Field of learning")
    barrier = RelationFilter("barriers", label="Barrier")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.LearningTransfer
        fields = []


class TermFilter(RecordFilterSet):
    theme = RelationFilter("theme", label="Theme")
    sector = RelationFilter("sector", label="Sector")
    match = ChoiceFilter("match", label="Match")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Term
        fields = []


class FrameworkFilter(RecordFilterSet):
    sector = RelationFilter("sectors", label="Sector")
    factor = RelationFilter("context_factors", label="Factor of context")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.Framework
        fields = []


class ResearchQuestionFilter(RecordFilterSet):
    question_kind = ChoiceFilter("question_kind", label="Kind of question")
    theme = RelationFilter("themes", label="Theme")
    sector = RelationFilter("sectors", label="Sector")
    policy_area = RelationFilter("policy_areas", label="Policy area")
    discipline = RelationFilter("disciplines", label="Discipline")
    method = RelationFilter("methods", label="Method")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.ResearchQuestion
        fields = []


class CollaborationCaseFilter(RecordFilterSet):
    sector = RelationFilter("sectors", label="Sector")
    discourse = RelationFilter("dominant,present", label="Discourse seen")
    absent = RelationFilter("absent", label="Discourse looked for and absent")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.CollaborationCase
        fields = []


class ImpactRecordFilter(RecordFilterSet):
    sort = SortFilter({**COMMON_ORDERS, "year": [LATEST_YEAR.desc(nulls_last=True)]})
    impact_kind = ChoiceFilter("impact_kind", label="Kind of impact")
    year = YearFilter("years__year", label="Year")
    area = RelationFilter("application_areas", label="Application area")
    assessment = ChoiceFilter("assessment", label="Can it be assessed?")
    corroboration = ChoiceFilter("corroboration", label="What public documents show")
    series = RelationFilter("series", every_option=False, label="Series")
    form = TextFilter("form", label="Form of engagement")
    audience = TextFilter("primary_audience", label="Primary audience")
    audience_state = ChoiceFilter("primary_audience_state", label="Is the audience recorded?")
    reach = TextFilter("geographic_reach", label="Geographic reach")
    official = ChoiceFilter("part_of_official_scheme", label="Part of an official scheme")
    body = TextFilter("body", label="Body influenced")
    source = RelationFilter("sources", every_option=False, label="Source")

    class Meta(RecordFilterSet.Meta):
        model = models.ImpactRecord
        fields = []

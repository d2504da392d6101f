"""How a reader narrows each kind of this app: once for the pages, JSON, CSV and the counts beside the options."""

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from collabfutures.curation import identifiers
from collabfutures.curation.filters import (
    COMMON_ORDERS,
    ChoiceFilter,
    EitherFilter,
    IdentifierFilter,
    RecordedFilter,
    RelationFilter,
    SortFilter,
    TextFilter,
    YearFilter,
)
from findings import models
from findings.vocabulary import INSTITUTIONAL_FORM, MANAGEMENT_DOMAIN
from seminars.filters import SourcedFilterSet

# A finding in the award's own words stands behind those that somebody has put in ours.
AS_REPORTED_LAST = Case(When(summary="", then=Value(1)), default=Value(0)).asc()
IN_SOURCE = [AS_REPORTED_LAST, "series_id", F("position").asc(nulls_last=True)]
LATEST_YEAR = Subquery(models.Year.objects.filter(impact_records=OuterRef("pk")).order_by("-year").values("year")[:1])


class FindingFilter(SourcedFilterSet):
    sort = SortFilter({"in-source": IN_SOURCE, **COMMON_ORDERS})
    sector = RelationFilter("sectors", label="Sector")
    scope = ChoiceFilter("sector_scope", label="For which sectors it holds")
    award_area = RelationFilter("series__application_areas", label="Area of use that the award names")
    area = RelationFilter("application_areas", label="Area of use that the finding names")
    theme = RelationFilter("themes", label="Theme")
    discourse = RelationFilter("discourses", label="Discourse")
    barrier = RelationFilter("barriers", label="Barrier")
    seminar = RelationFilter("seminars", label="Seminar")
    series = RelationFilter("series", every_option=False, label="Series")
    parent = RelationFilter("parent", every_option=False, label="Wider finding")
    consensus = ChoiceFilter("consensus", label="Consensus")
    statement = EitherFilter(
        ~Q(summary=""), ("ours", "In our words"), ("as-reported", "As the award reports it"), label="Who words it"
    )
    overview = EitherFilter(
        Q(is_overview=True), ("yes", "Names a whole list"), ("no", "Speaks of what it names"), label="Overview"
    )
    outcome_id = IdentifierFilter("outcome_id", identifiers.outcome_id, label="GtR outcome id")

    class Meta(SourcedFilterSet.Meta):
        model = models.Finding


class AnswerFilter(SourcedFilterSet):
    sort = SortFilter({"in-order": ["asker", "position"], **COMMON_ORDERS})
    asker = ChoiceFilter("asker", label="Who asks")
    theme = RelationFilter("themes", label="Theme")
    discourse = RelationFilter("discourses", label="Discourse")
    sector = RelationFilter("sectors", label="Sector")
    finding = RelationFilter("findings", every_option=False, label="Finding")
    tension = RelationFilter("tensions", every_option=False, label="Tension")
    barrier = RelationFilter("barriers", every_option=False, label="Barrier")
    impact = RelationFilter("impact_records", every_option=False, label="Impact record")

    class Meta(SourcedFilterSet.Meta):
        model = models.Answer


class ManifestationFilter(SourcedFilterSet):
    discourse = RelationFilter("discourse", label="Discourse")
    sector = RelationFilter("sector", label="Sector")
    form = RelationFilter(
        "institutional_form", within=lambda themes: themes.in_role(INSTITUTIONAL_FORM), label="Institutional form"
    )

    class Meta(SourcedFilterSet.Meta):
        model = models.Manifestation


class TensionFilter(SourcedFilterSet):
    discourse = RelationFilter("first,second", label="Discourse")
    difficulty = RelationFilter("difficulties", label="Difficulty")

    class Meta(SourcedFilterSet.Meta):
        model = models.Tension


class ImplicationFilter(SourcedFilterSet):
    discourse = RelationFilter("discourse", label="Discourse")
    domain = RelationFilter(
        "domain", within=lambda themes: themes.in_role(MANAGEMENT_DOMAIN), label="Management domain"
    )
    consequence = RecordedFilter("consequence", label="Consequence")

    class Meta(SourcedFilterSet.Meta):
        model = models.Implication


class AssessmentStatementFilter(SourcedFilterSet):
    sort = SortFilter({"in-order": ["position"], **COMMON_ORDERS})
    discourse = RelationFilter("discourse", label="Discourse")

    class Meta(SourcedFilterSet.Meta):
        model = models.AssessmentStatement


class BarrierFilter(SourcedFilterSet):
    finding = RelationFilter("findings", every_option=False, label="Finding")
    learning = RelationFilter("learning_transfers", label="Learning it hampers")
    remedies = RecordedFilter("remedies", label="Remedies")

    class Meta(SourcedFilterSet.Meta):
        model = models.Barrier


class LearningTransferFilter(SourcedFilterSet):
    scope = ChoiceFilter("scope", label="Within or across")
    from_sector = RelationFilter("from_sector", label="From sector")
    to_sector = RelationFilter("to_sector", label="To sector")
    strength = ChoiceFilter("strength", label="Strength, as stated")
    subject = RelationFilter("subjects", label="Subject")
    field = RelationFilter("learning_fields", label="Field of learning")
    barrier = RelationFilter("barriers", label="Barrier")

    class Meta(SourcedFilterSet.Meta):
        model = models.LearningTransfer


class TermFilter(SourcedFilterSet):
    theme = RelationFilter("theme", label="Theme")
    sector = RelationFilter("sector", label="Sector")
    match = ChoiceFilter("match", label="Match")

    class Meta(SourcedFilterSet.Meta):
        model = models.Term


class FrameworkFilter(SourcedFilterSet):
    sector = RelationFilter("sectors", label="Sector")
    factor = RelationFilter("context_factors", label="Factor of context")

    class Meta(SourcedFilterSet.Meta):
        model = models.Framework


class ResearchQuestionFilter(SourcedFilterSet):
    question_kind = ChoiceFilter("question_kind", label="Kind of question")
    theme = RelationFilter("themes", label="Theme")
    sector = RelationFilter("sectors", label="Sector")
    policy_area = RelationFilter("policy_areas", label="Policy area")
    discipline = RelationFilter("disciplines", label="Discipline")
    method = RelationFilter("methods", label="Method")

    class Meta(SourcedFilterSet.Meta):
        model = models.ResearchQuestion


class CollaborationCaseFilter(SourcedFilterSet):
    sector = RelationFilter("sectors", label="Sector")
    discourse = RelationFilter("dominant,present", label="Discourse seen")
    absent = RelationFilter("absent", label="Discourse looked for and absent")

    class Meta(SourcedFilterSet.Meta):
        model = models.CollaborationCase


class ImpactRecordFilter(SourcedFilterSet):
    sort = SortFilter({"year": [LATEST_YEAR.desc(nulls_last=True), "sort_title"], **COMMON_ORDERS})
    impact_kind = ChoiceFilter("impact_kind", label="Kind of impact")
    year = YearFilter("years__year", label="Year")
    area = RelationFilter("application_areas", label="Application area")
    assessment = ChoiceFilter("assessment", label="Can it be assessed?")
    corroboration = ChoiceFilter("corroboration", label="What public documents show")
    series = RelationFilter("series", every_option=False, label="Series")
    form = TextFilter("form", label="Form or type")
    audience = TextFilter("primary_audience", label="Primary audience")
    audience_state = ChoiceFilter("primary_audience_state", label="Is the audience recorded?")
    reach = TextFilter("geographic_reach", label="Geographic reach")
    official = ChoiceFilter("part_of_official_scheme", label="Part of an official scheme")
    body = TextFilter("body", label="Organisation named")
    publication_type = ChoiceFilter("publication_type", label="Type of publication")
    doi = IdentifierFilter("doi", identifiers.doi, label="DOI")
    outcome_id = IdentifierFilter("outcome_id", identifiers.outcome_id, label="GtR outcome id")

    class Meta(SourcedFilterSet.Meta):
        model = models.ImpactRecord

"""One funded series or project, and what is known of its award."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Left, Length

from collabfutures.curation.dates import PartialDateField, ends_before
from collabfutures.curation.fields import AddressField, AwardReferenceField, LinesField, known_choice
from collabfutures.curation.models import Record
from seminars.evidence import award_note
from seminars.models.area import ApplicationArea
from seminars.models.source import SourcedRecord
from seminars.models.topic import ResearchTopic


class AbstractState(models.TextChoices):
    PRESENT = "present", "Present"
    NOT_REQUIRED = "not-required", "Not required when it was proposed"
    WITHHELD = "withheld", "Withheld as sensitive"
    NOT_AVAILABLE = "not-available", "Not available in the source; reason not stated"


class CollaborationScope(models.TextChoices):
    WITHIN = "within", "Within one sector"
    ACROSS = "across", "Across sectors"
    BOTH = "both", "Within one sector and across sectors"
    NOT_STATED = "", "Not stated"


class Series(SourcedRecord):
    """A seminar series, project or award: the frame in which findings emerged."""

    schema_type = "ResearchProject"
    is_vocabulary = True

    search_keywords = ("award_reference", "lead_organisation", "funder", "other_identifiers")
    search_body = (
        "aim",
        "scope",
        "abstract",
        "audience",
        "research_subjects",
        "potential_impact",
        "technical_summary",
        "partner_organisations",
    )

    aim = models.TextField(blank=True)
    scope = models.TextField(blank=True, help_text="What the series covers, and what it leaves out.")
    audience = models.TextField("intended audience", blank=True)
    collaboration_scope = models.CharField(
        max_length=10, choices=CollaborationScope, blank=True, help_text="Which collaborations the series is about."
    )
    abstract = models.TextField(blank=True, help_text="Only while its source gives one; else say why not below.")
    abstract_state = models.CharField(
        max_length=20,
        choices=AbstractState,
        default=AbstractState.NOT_AVAILABLE,
        help_text="What the source says of the abstract today.",
    )
    abstract_note = models.TextField(blank=True, help_text="What other versions of the source say of the abstract.")
    potential_impact = models.TextField(
        blank=True, help_text="Who was to benefit and how, as the proposal says: a hope, not a result."
    )
    technical_summary = models.TextField(blank=True, help_text="As the proposal says it to its reviewers.")
    lead_organisation = models.CharField(max_length=300, blank=True)
    lead_department = models.CharField(max_length=300, blank=True)
    region = models.CharField(max_length=100, blank=True, help_text="Of the lead organisation.")
    partner_organisations = LinesField(blank=True, help_text="One on each line.")
    team = models.CharField(max_length=300, blank=True, help_text="Roles and how many, never names.")
    funder = models.CharField(max_length=100, blank=True)
    grant_category = models.CharField(max_length=100, blank=True)
    award_status = models.CharField(max_length=50, blank=True)
    award_reference = AwardReferenceField(max_length=100, null=True, blank=True, unique=True)
    other_identifiers = LinesField(blank=True, help_text="One on each line, with its type: “RES RES-451-26-0672”.")
    gtr_project_id = models.CharField("GtR project id", max_length=40, null=True, blank=True, unique=True)
    start_date = PartialDateField()
    end_date = PartialDateField()
    value_gbp = models.PositiveBigIntegerField("award in pounds", null=True, blank=True)
    application_areas = models.ManyToManyField(
        ApplicationArea, blank=True, related_name="series", help_text="Where the award says that it may be used."
    )
    research_subjects = LinesField("disciplines (research subjects)", blank=True, help_text="One on each line.")
    research_topics = models.ManyToManyField(ResearchTopic, blank=True, related_name="series")
    web_address = AddressField("web address", blank=True)
    source_note = models.TextField("note on the source", blank=True, help_text="What in the source is not content.")

    class Meta(SourcedRecord.Meta):
        verbose_name_plural = "series"
        constraints = [
            *Record.Meta.constraints,
            known_choice("abstract_state", AbstractState),
            known_choice("collaboration_scope", CollaborationScope),
            models.CheckConstraint(
                condition=models.Q(start_date__isnull=True)
                | models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=Left("start_date", Length("end_date"))),
                name="seminars_series_ends_after_it_starts",
                violation_error_message="A series cannot end before it starts.",
            ),
        ]

    lasts = ("start_date", "end_date")

    @classmethod
    def link_note(cls, path: str = "") -> Any:
        return award_note(path)

    def citation_notes(self) -> list[str]:
        years = [day[:4] for day in (self.start_date, self.end_date) if day]
        award = " ".join(filter(None, [self.funder, "award" if self.award_reference else "", self.award_reference]))
        told = ", ".join(filter(None, [award, self.lead_organisation, "–".join(years)]))
        return [f"{told}." if told else "", *super().citation_notes()]

    def schema_details(self) -> dict[str, Any]:
        return {
            "funder": self.funder and {"@type": "Organization", "name": self.funder},
            "parentOrganization": self.lead_organisation and {"@type": "Organization", "name": self.lead_organisation},
            "foundingDate": self.start_date,
            "dissolutionDate": self.end_date,
            "sameAs": self.web_address,
        }

    def clean(self) -> None:
        super().clean()
        if (self.abstract_state == AbstractState.PRESENT) != bool(self.abstract):
            raise ValidationError({"abstract_state": "“Present” goes with an abstract, the other states with none."})
        if ends_before(self.start_date, self.end_date):
            raise ValidationError({"end_date": "The series cannot end before it starts."})

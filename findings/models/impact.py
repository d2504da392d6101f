"""What came of the research: claims, what public documents show, and whether it can be assessed at all."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.citations.csl import authors_of, journal, year_only
from collabfutures.curation.citations.plain import name
from collabfutures.curation.fields import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    AddressField,
    AuthorsField,
    DoiField,
    OutcomeIdField,
    ValueState,
    check_value_state,
    known_choice,
    state_field,
)
from collabfutures.curation.models import Record
from findings.vocabulary import ImpactKind, PublicationType
from seminars.models import ApplicationArea, Series, SourcedRecord


class Assessment(models.TextChoices):
    NOT_POSSIBLE = "not-possible", "Not possible to assess, says the source"
    NOT_YET = "not-yet-assessed", "Not yet assessed"
    ASSESSED = "assessed", "Assessed"
    NOT_STATED = "not-stated", "Not stated"


class Corroboration(models.TextChoices):
    FOUND = "found", "Public documents bear it out"
    NONE_FOUND = "none-found", "Looked for in public documents and not found"
    NOT_LOOKED_FOR = "not-looked-for", "Not looked for"


class OfficialScheme(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_STATED = "not-stated", "Not stated"


# What each type is called in CSL, and in schema.org.
CSL_TYPES = {
    PublicationType.ARTICLE: ("article-journal", "ScholarlyArticle"),
    PublicationType.CHAPTER: ("chapter", "Chapter"),
    PublicationType.BOOK: ("book", "Book"),
}


class Year(models.Model):
    """A year, and nothing more exact than that."""

    year = models.PositiveSmallIntegerField(primary_key=True)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__range=(EARLIEST_YEAR, LATEST_YEAR)),
                name="findings_year_range",
                violation_error_message=f"Use a year from {EARLIEST_YEAR} to {LATEST_YEAR}.",
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class ImpactRecord(SourcedRecord):
    """One outcome of one or more series. What is claimed and whether it can be assessed are two things."""

    rests_on = (*SourcedRecord.rests_on, "series")

    search_keywords = ("body", "form", "container", "doi", "outcome_id")
    never_public = ("raw",)
    search_body = ("claim", "results_and_impact", "assessment_note", "corroboration_note", "authors", "source_text")

    impact_kind = models.CharField("kind of impact", max_length=30, choices=ImpactKind)
    series = models.ManyToManyField(Series, blank=True, related_name="impact_records")
    claim = models.TextField("what is claimed", blank=True, help_text="Keep the source's modesty: “helped to inform”.")
    corroboration = models.CharField(
        "what public documents show", max_length=20, choices=Corroboration, default=Corroboration.NOT_LOOKED_FOR
    )
    corroboration_note = models.TextField(blank=True)
    assessment = models.CharField(
        "can it be assessed?", max_length=20, choices=Assessment, default=Assessment.NOT_STATED
    )
    assessment_note = models.TextField(blank=True)
    body = models.CharField(
        "organisation named",
        max_length=300,
        blank=True,
        help_text="The body said to be influenced; for further funding the funder, for a collaboration the partner.",
    )
    nation = models.CharField("nation or region", max_length=100, blank=True)
    form = models.CharField(
        "form or type", max_length=200, blank=True, help_text="In Researchfish's words: of the activity, or the sector."
    )
    primary_audience = models.CharField(max_length=200, blank=True)
    primary_audience_state = state_field("the audience")
    geographic_reach = models.CharField(max_length=100, blank=True)
    part_of_official_scheme = models.CharField(max_length=10, choices=OfficialScheme, default=OfficialScheme.NOT_STATED)
    years = models.ManyToManyField(Year, blank=True, related_name="impact_records")
    results_and_impact = models.TextField(blank=True)
    application_areas = models.ManyToManyField(ApplicationArea, blank=True, related_name="impact_records")
    impact_types = models.CharField(max_length=200, blank=True, help_text="Cultural, societal, economic, policy.")
    source_text = models.TextField("text of the source", blank=True, help_text="As imported, under its licence.")
    publication_type = models.CharField(
        "type of publication", max_length=20, choices=PublicationType, blank=True, help_text="Only for a publication."
    )
    amount = models.PositiveBigIntegerField(null=True, blank=True, help_text="Of further funding, in whole units.")
    currency = models.CharField(max_length=3, blank=True, help_text="Of the amount, as its three letters: GBP.")
    authors = AuthorsField(blank=True)
    container = models.CharField("published in", max_length=500, blank=True)
    isbn = models.CharField("ISBN", max_length=30, blank=True)
    doi = DoiField("DOI", blank=True)
    web_address = AddressField("web address", blank=True)
    outcome_id = OutcomeIdField("GtR outcome id", max_length=100, null=True, blank=True, unique=True)
    raw = models.JSONField(null=True, blank=True, editable=False)

    class Meta(SourcedRecord.Meta):
        verbose_name = "impact record"
        constraints = [
            *Record.Meta.constraints,
            known_choice("impact_kind", ImpactKind),
            known_choice("publication_type", PublicationType),
            known_choice("assessment", Assessment),
            known_choice("corroboration", Corroboration),
            known_choice("part_of_official_scheme", OfficialScheme),
            known_choice("primary_audience_state", ValueState),
        ]

    @property
    def schema_type(self) -> str:
        return CSL_TYPES.get(self.publication_type, ("document", "CreativeWork"))[1]

    def cited_as(self) -> dict[str, Any]:
        """A publication is cited as itself, everything else as an entry of this knowledge base."""
        if self.impact_kind != ImpactKind.PUBLICATION:
            return {}
        return {
            "type": CSL_TYPES.get(self.publication_type, ("document", ""))[0],
            "author": authors_of(self.authors),
            **journal(self.container),
            "genre": "",
            "issued": year_only(self._latest_year()),
            "ISBN": self.isbn,
            "DOI": self.doi,
            "note": "",
            # The address of the work. Ours is of an entry, and our words about it are no abstract of it.
            "URL": self.web_address,
            "abstract": "",
        }

    def _latest_year(self):
        return max((row.pk for row in self.years.all()), default=None)

    def schema_details(self) -> dict[str, Any]:
        same = {"sameAs": f"https://doi.org/{self.doi}" if self.doi else self.web_address}
        if self.impact_kind != ImpactKind.PUBLICATION:
            return same
        authors = [_node(person) for person in authors_of(self.authors)]
        year = self._latest_year()
        return same | {"author": authors, "datePublished": year and str(year)}

    def clean(self) -> None:
        super().clean()
        check_value_state(self, "primary_audience")
        if self.publication_type and self.impact_kind != ImpactKind.PUBLICATION:
            raise ValidationError({"publication_type": "Only a publication has a type of publication."})
        if (self.amount is None) != (not self.currency):
            raise ValidationError({"currency": "An amount goes with a currency, and a currency with an amount."})


def _node(person):
    """An author in the words of schema.org."""
    if "literal" in person:
        return {"@type": "Organization", "name": name(person)}
    key = {"sameAs": person["ORCID"]} if "ORCID" in person else {}
    return {
        "@type": "Person",
        "name": name(person),
        "familyName": person["family"],
        "givenName": person["given"],
        **key,
    }

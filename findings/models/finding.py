"""A statement that emerged, with how sure the source is of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.fields import AddressField, OutcomeIdField, known_choice
from collabfutures.curation.models import Record
from findings.models.barrier import Barrier
from seminars.models import ApplicationArea, Discourse, Sector, Seminar, Series, SourcedRecord, Theme


class Consensus(models.TextChoices):
    NOT_STATED = "not-stated", "Not stated"
    NOT_CLAIMED = "not-claimed", "Emerged; consensus not claimed"
    CLAIMED = "claimed", "Consensus claimed"
    CONTESTED = "contested", "Contested"


class Scope(models.TextChoices):
    """For which sectors a finding holds. Not stated is neither all of them nor none."""

    NAMED = "named", "The sectors named"
    ALL = "all", "All sectors"
    NOT_STATED = "not-stated", "Not stated"


class Finding(SourcedRecord):
    """One finding. `summary` is its statement in our own words; `source_text` is what the source says in its own.

    With `source_text` alone it is a finding as the award reports it, and is shown as such.
    """

    said_in = ("summary", "source_text")
    never_public = ("raw",)
    goes_with = {"sectors": ("sector_scope", Scope.NAMED)}

    search_keywords = ("outcome_id",)
    search_body = ("detail", "modality", "exploitation", "source_text")

    series = models.ForeignKey(Series, models.PROTECT, related_name="findings")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="part of finding"
    )
    position = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Its place in the source's list.")
    detail = models.TextField(blank=True, help_text="What more there is to say, in our own words.")
    consensus = models.CharField(
        max_length=20,
        choices=Consensus,
        default=Consensus.NOT_STATED,
        help_text="What the source says of itself. “Not claimed” only where it says so.",
    )
    modality = models.CharField(
        "how surely the source puts it",
        max_length=200,
        blank=True,
        help_text="The source's own hedges, such as “might” or “primarily”.",
    )
    is_overview = models.BooleanField(
        "overview",
        default=False,
        help_text="It names a whole list, such as all discourses, and says nothing of each. Maps leave it out.",
    )
    sector_scope = models.CharField(
        "for which sectors", max_length=12, choices=Scope, default=Scope.NOT_STATED, help_text="As the source says."
    )
    sectors = models.ManyToManyField(Sector, blank=True, related_name="findings")
    application_areas = models.ManyToManyField(
        ApplicationArea,
        blank=True,
        related_name="findings",
        help_text="Only where the source says it of this finding. Those of the award stand with the series.",
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="findings")
    discourses = models.ManyToManyField(Discourse, blank=True, related_name="findings")
    barriers = models.ManyToManyField(Barrier, blank=True, related_name="findings")
    seminars = models.ManyToManyField(Seminar, blank=True, related_name="findings")
    source_text = models.TextField("text of the source", blank=True, help_text="As imported, under its licence.")
    exploitation = models.TextField("how it may be used, says the source", blank=True)
    web_address = AddressField("web address", blank=True)
    outcome_id = OutcomeIdField("GtR outcome id", max_length=100, null=True, blank=True, unique=True)
    # The record as GtR gave it, without its persons. For curators only.
    raw = models.JSONField(null=True, blank=True, editable=False)

    class Meta(SourcedRecord.Meta):
        ordering = ["series_id", "position", "pk"]
        constraints = [
            *Record.Meta.constraints,
            known_choice("consensus", Consensus),
            known_choice("sector_scope", Scope),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="findings_finding_not_its_own_part",
                violation_error_message="A finding cannot be a part of itself.",
            ),
        ]

    schema_type = "Claim"

    def cited_as(self) -> dict[str, Any]:
        """An entry about its award and period, and not the award's own publication."""
        about = "; ".join(self.provenance)
        return {"genre": f"Finding about award {about}"} if about else {}

    def citation_notes(self) -> list[str]:
        of = [f"About “{link}”." for link in self.links["series"]]
        stated = self.consensus != Consensus.NOT_STATED
        return [f"{self.get_consensus_display()}." if stated else "", *of, *super().citation_notes()]

    def schema_details(self) -> dict[str, Any]:
        return {"creativeWorkStatus": self.get_consensus_display()} if self.consensus != Consensus.NOT_STATED else {}

    @property
    def is_as_reported(self) -> bool:
        """Whether nobody has put it in our own words yet."""
        return not self.summary

    def check_publishable(self, is_stored: bool = False) -> None:
        if self.pk and (self.sector_scope == Scope.NAMED) != self.sectors.exists():
            raise ValidationError(f"“{Scope.NAMED.label}” goes with sectors, every other answer with none.")
        super().check_publishable(is_stored)

    def clean(self) -> None:
        super().clean()
        self.refuse_cycle("parent")
        if self.parent and self.series_id and self.parent.series_id != self.series_id:
            raise ValidationError({"parent": "A finding and the finding it is part of belong to one series."})

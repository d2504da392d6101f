"""A statement that emerged, with how sure the source is of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.fields import AddressField, OutcomeIdField, known_choice
from collabfutures.curation.models import Record
from findings.models.barrier import Barrier
from seminars.models import ApplicationArea, Discourse, Sector, Seminar, Series, SourcedRecord, Theme


class Consensus(models.TextChoices):
    NOT_CLAIMED = "not-claimed", "Emerged; consensus not claimed"
    CLAIMED = "claimed", "Consensus claimed"
    CONTESTED = "contested", "Contested"


class Finding(SourcedRecord):
    """One finding. `summary` is its statement in our own words; `source_text` is what an import brought."""

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
        default=Consensus.NOT_CLAIMED,
        help_text="What the source claims. A finding that merely emerged stays “not claimed”.",
    )
    modality = models.CharField(
        "how surely the source puts it",
        max_length=200,
        blank=True,
        help_text="The source's own hedges, such as “might” or “primarily”.",
    )
    sectors = models.ManyToManyField(Sector, blank=True, related_name="findings")
    application_areas = models.ManyToManyField(ApplicationArea, blank=True, related_name="findings")
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
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="findings_finding_not_its_own_part",
                violation_error_message="A finding cannot be a part of itself.",
            ),
        ]

    schema_type = "Claim"

    def citation_notes(self) -> list[str]:
        of = [f"From “{link}”." for link in self.links["series"]]
        return [f"{self.get_consensus_display()}.", *of, *super().citation_notes()]

    def schema_details(self) -> dict[str, Any]:
        return {"creativeWorkStatus": self.get_consensus_display()}

    def clean(self) -> None:
        super().clean()
        self.refuse_cycle("parent")
        if self.parent and self.series_id and self.parent.series_id != self.series_id:
            raise ValidationError({"parent": "A finding and the finding it is part of belong to one series."})

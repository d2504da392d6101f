"""What a discourse does: where it shows, what it competes with, what follows from it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from collabfutures.curation.models import Record
from findings.querysets import TensionQuerySet
from seminars.models import Discourse, Sector, SourcedRecord, Theme


class Manifestation(SourcedRecord):
    """How a discourse shows in a sector, or in an institutional form such as a public-private partnership."""

    discourse = models.ForeignKey(Discourse, models.PROTECT, related_name="manifestations")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="manifestations")
    institutional_form = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="manifestations", help_text="A theme in that role."
    )

    class Meta(SourcedRecord.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sector__isnull=False) | Q(institutional_form__isnull=False),
                name="findings_manifestation_is_somewhere",
                violation_error_message="Say where the discourse shows: a sector, an institutional form or both.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if not (self.sector_id or self.institutional_form_id):
            raise ValidationError("Say where the discourse shows: a sector, an institutional form or both.")


class Tension(SourcedRecord):
    """Discourses that compete within one collaboration, and the difficulty that this makes."""

    search_body = ("modality", "interpretation")

    objects = TensionQuerySet.as_manager()

    first = models.ForeignKey(Discourse, models.PROTECT, related_name="tensions_as_first", verbose_name="one discourse")
    second = models.ForeignKey(
        Discourse,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tensions_as_second",
        verbose_name="the other discourse",
        help_text="Empty when the source does not name it.",
    )
    modality = models.CharField(max_length=100, blank=True, help_text="How surely the source says so: “might”.")
    difficulties = models.ManyToManyField(Theme, blank=True, related_name="tensions")
    interpretation = models.TextField(
        "what is our reading", blank=True, help_text="What the curator inferred, where the source says less."
    )

    class Meta(SourcedRecord.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(first=F("second")),
                name="findings_tension_not_with_itself",
                violation_error_message="A discourse cannot compete with itself.",
            ),
            # A tension of A with B is a tension of B with A.
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                condition=Q(second__isnull=False),
                name="findings_tension_once",
                violation_error_message="There is a tension of these two discourses already.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.first_id and self.first_id == self.second_id:
            raise ValidationError({"second": "A discourse cannot compete with itself."})


class Implication(SourcedRecord):
    """What a discourse implies for one domain of management: one cell of five by four, empty until curated."""

    search_body = ("consequence",)

    discourse = models.ForeignKey(Discourse, models.PROTECT, related_name="implications")
    domain = models.ForeignKey(
        Theme, models.PROTECT, related_name="implications", help_text="A theme in the role of a management domain."
    )
    consequence = models.TextField("what follows for a course of action", blank=True)

    class Meta(SourcedRecord.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["discourse", "domain"],
                name="findings_implication_one_a_cell",
                violation_error_message="There is an implication of this discourse for this domain already.",
            ),
        ]

"""One event of a series."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.dates import PartialDateField
from collabfutures.curation.fields import ValueState, check_value_state, known_choice, state_field
from collabfutures.curation.models import Record
from seminars.models.discourse import Discourse
from seminars.models.series import Series
from seminars.models.source import SourcedRecord
from seminars.models.vocabulary import Theme


class Demand(models.TextChoices):
    SLIGHTLY_MORE = "slightly-more", "Slightly more interest than others"
    SLIGHTLY_LESS = "slightly-less", "Slightly less interest than others"
    NOT_STATED = "not-stated", "Not stated"


class Evidence(models.TextChoices):
    ANNOUNCED = "announced", "Announced before the series"
    REPORTED = "reported", "Named in the report of the series"
    BOTH = "both", "Announced and reported"


class Seminar(SourcedRecord):
    """A seminar. Its date and venue may be unknown, and then the record says so."""

    schema_type = "Event"

    search_body = ("venue", "demand_reason")

    series = models.ForeignKey(Series, models.PROTECT, related_name="seminars")
    position = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Its place in the series, if known.")
    evidence = models.CharField(
        "how we know of it",
        max_length=12,
        choices=Evidence,
        help_text="An announcement does not prove that it was held.",
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="seminars")
    discourses = models.ManyToManyField(Discourse, blank=True, related_name="seminars", through="SeminarDiscourse")
    date = PartialDateField()
    date_state = state_field("the date")
    venue = models.CharField(max_length=300, blank=True)
    venue_state = state_field("the venue")
    demand = models.CharField(
        "demand for places",
        max_length=20,
        choices=Demand,
        default=Demand.NOT_STATED,
        help_text="In the source's words.",
    )
    demand_reason = models.TextField("why, says the source", blank=True)

    class Meta(SourcedRecord.Meta):
        ordering = ["series_id", "position", "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            known_choice("evidence", Evidence),
            known_choice("demand", Demand),
            known_choice("date_state", ValueState),
            known_choice("venue_state", ValueState),
            models.UniqueConstraint(
                fields=["series", "position"],
                name="seminars_seminar_one_place_each",
                violation_error_message="Another seminar of this series has this position already.",
            ),
        ]

    def schema_details(self) -> dict[str, Any]:
        return {"startDate": self.date, "location": self.venue}

    def clean(self) -> None:
        super().clean()
        check_value_state(self, "date")
        check_value_state(self, "venue")
        if self.demand_reason and self.demand == Demand.NOT_STATED:
            raise ValidationError({"demand_reason": "A reason needs a demand that is stated."})


class SeminarDiscourse(models.Model):
    """What a seminar showed of a discourse in practice."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="discourse_effects")
    discourse = models.ForeignKey(Discourse, models.PROTECT, related_name="seminar_effects")
    effect_in_practice = models.TextField(blank=True, help_text="Leave empty what the source does not say.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "discourse"],
                name="seminars_discourse_once_each",
                violation_error_message="This discourse stands at this seminar already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.discourse} at {self.seminar}"

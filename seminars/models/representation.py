"""Who was there, and who was not reached: whose voices the findings are based on."""

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.fields import known_choice
from collabfutures.curation.models import Record
from seminars.models.seminar import Seminar
from seminars.models.series import Series
from seminars.models.source import SourcedRecord
from seminars.models.vocabulary import Sector


class Role(models.TextChoices):
    ACADEMIC = "academic", "Academics"
    PRACTITIONER = "practitioner", "Practitioners"
    POLICY_MAKER = "policy-maker", "Policy makers"
    ANY = "", "All roles"


class Presence(models.TextChoices):
    PRESENT = "present", "Present"
    HARDER_TO_REACH = "harder-to-reach", "Harder to attract than others"
    NOT_STATED = "not-stated", "Not stated, which is not the same as absent"


class Representation(SourcedRecord):
    """A group at a seminar or in the whole series. Never a head-count that the source does not give."""

    search_body = ("recruitment_note",)

    series = models.ForeignKey(Series, models.PROTECT, related_name="representations")
    seminar = models.ForeignKey(
        Seminar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="representations",
        help_text="Empty when it holds for the whole series.",
    )
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="representations")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    nation = models.CharField(
        "nation or region", max_length=100, blank=True, help_text="As the source calls it, such as Wales or Bavaria."
    )
    presence = models.CharField(max_length=20, choices=Presence, default=Presence.NOT_STATED)
    recruitment_note = models.TextField(blank=True)

    class Meta(SourcedRecord.Meta):
        constraints = [
            *Record.Meta.constraints,
            known_choice("presence", Presence),
            known_choice("role", Role),
        ]

    def clean(self) -> None:
        super().clean()
        if self.seminar_id and self.series_id and self.seminar.series_id != self.series_id:
            raise ValidationError({"seminar": "This seminar belongs to another series."})
        if not (self.sector_id or self.role or self.nation):
            raise ValidationError("Say who was there: a sector, a role or a nation.")

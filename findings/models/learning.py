"""What the sectors can learn, from each other and within themselves."""

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.fields import known_choice
from collabfutures.curation.models import Record
from findings.models.barrier import Barrier
from seminars.models import CollaborationScope, Sector, SourcedRecord, Theme


class Strength(models.TextChoices):
    PRIMARY = "primary", "The primary direction"
    EMPHASISED = "emphasised", "Named first"
    ALSO = "also", "Named as well"
    POTENTIAL = "potential", "A potential"
    NOT_STATED = "not-stated", "Not stated"


class LearningTransfer(SourcedRecord):
    """Learning from one sector to another, or within one: what about, how strong in the source's words."""

    search_body = ("direction_note",)

    scope = models.CharField(max_length=10, choices=CollaborationScope, blank=True)
    from_sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="learning_given")
    to_sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="learning_received")
    strength = models.CharField("strength, as stated", max_length=20, choices=Strength, default=Strength.NOT_STATED)
    direction_note = models.TextField("direction, as stated", blank=True)
    subjects = models.ManyToManyField(
        Theme, blank=True, related_name="learning_about", verbose_name="subjects of shared learning"
    )
    learning_fields = models.ManyToManyField(
        Theme, blank=True, related_name="learning_in", verbose_name="fields of learning"
    )
    barriers = models.ManyToManyField(Barrier, blank=True, related_name="learning_transfers")

    class Meta(SourcedRecord.Meta):
        verbose_name = "learning transfer"
        constraints = [
            *Record.Meta.constraints,
            known_choice("strength", Strength),
            known_choice("scope", CollaborationScope),
        ]

    def clean(self) -> None:
        super().clean()
        one = self.from_sector_id == self.to_sector_id and self.from_sector_id is not None
        if one and self.scope == CollaborationScope.ACROSS:
            raise ValidationError({"scope": "Learning from a sector to itself is within one sector."})
        if self.scope == CollaborationScope.WITHIN and not one and (self.from_sector_id or self.to_sector_id):
            raise ValidationError({"scope": "Learning within a sector starts and ends in the same one."})

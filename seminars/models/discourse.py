"""The ways of speaking that drive collaboration."""

from django.db import models

from collabfutures.curation.fields import known_choice
from collabfutures.curation.models import Record
from seminars.models.source import SourcedRecord
from seminars.models.vocabulary import Theme


class Stance(models.TextChoices):
    ENDORSES = "endorses", "Endorses collaboration"
    PROMOTES = "promotes", "Promotes collaboration"
    IDENTIFIES = "identifies", "Identifies what collaboration improves"
    CHALLENGES = "challenges", "Challenges the view of collaboration as a tool"
    NOT_STATED = "", "Not stated"


class Dominance(models.TextChoices):
    DOMINANT = "dominant", "Dominant, says the source"
    NOT_STATED = "not-stated", "The source does not say"


class Discourse(SourcedRecord):
    """A discourse: what it says collaboration is for, what underpins it, where it shows. Named, never ranked."""

    schema_type = "DefinedTerm"
    is_marked = True
    is_vocabulary = True

    search_body = ("purpose", "underpinned_by", "practices", "prominent_when", "mechanism", "actors", "success")

    stance = models.CharField(max_length=20, choices=Stance, blank=True, help_text="The verb the source uses.")
    speaks_of = models.CharField(
        "what it speaks of",
        max_length=100,
        blank=True,
        help_text="A few words that follow “speaks of”, such as “making the most of resources”. Our reading: mark it.",
    )
    purpose = models.TextField("what collaboration is for", blank=True)
    underpinned_by = models.TextField("what underpins it", blank=True)
    practices = models.TextField("practices it shows in", blank=True)
    prominent_when = models.TextField("when it is prominent", blank=True)
    mechanism = models.TextField("how it works", blank=True)
    actors = models.TextField("whom it speaks of", blank=True)
    dominance = models.CharField(
        max_length=20,
        choices=Dominance,
        default=Dominance.NOT_STATED,
        help_text="As the source states it: a statement, not a ranking of ours.",
    )
    success = models.TextField("what success would mean", blank=True)
    concepts = models.ManyToManyField(Theme, blank=True, related_name="discourses", verbose_name="concepts behind it")
    challenges = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="challenged_by", verbose_name="discourses it challenges"
    )

    class Meta(SourcedRecord.Meta):
        ordering = ["pk"]
        constraints = [
            *Record.Meta.constraints,
            known_choice("dominance", Dominance),
            known_choice("stance", Stance),
        ]

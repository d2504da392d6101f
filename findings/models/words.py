"""What the sectors call things, and the theories they explain them with."""

from django.db import models

from collabfutures.curation.fields import known_choice
from collabfutures.curation.models import Record
from findings.querysets import TermQuerySet
from seminars.models import Sector, SourcedRecord, Theme


class Match(models.TextChoices):
    """How near a term is to its theme (SKOS)."""

    CLOSE = "close", "Close match"
    EXACT = "exact", "Exact match"
    RELATED = "related", "Related"


class Term(SourcedRecord):
    """What one sector calls a theme. The source says “similar”, so the match is close unless it says more."""

    schema_type = "DefinedTerm"

    objects = TermQuerySet.as_manager()

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="terms")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="terms")
    match = models.CharField(max_length=10, choices=Match, default=Match.CLOSE)
    note = models.TextField(blank=True)

    search_body = ("note",)
    also_called = ("theme",)

    class Meta(SourcedRecord.Meta):
        constraints = [*Record.Meta.constraints, known_choice("match", Match)]


class Framework(SourcedRecord):
    """A theoretical framework and the caveat of context that is always shown beside it."""

    search_body = ("caveat",)

    common_to_sectors = models.BooleanField("common to the sectors", null=True, blank=True)
    caveat = models.TextField(help_text="What differs with context although the framework is common.")
    context_factors = models.ManyToManyField(Theme, blank=True, related_name="frameworks")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="frameworks")
    named_in_source = models.BooleanField("named in the source", default=True)

    class Meta(SourcedRecord.Meta):
        pass

"""What the records say to a reader's question, in two or three plain sentences."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.fields import LinesField, known_choice, lines
from collabfutures.curation.models import Record
from findings.models.barrier import Barrier
from findings.models.discourse_links import Tension
from findings.models.finding import Finding
from findings.models.impact import ImpactRecord
from seminars.models import Discourse, Sector, SourcedRecord, Theme

# A sentence ends with its mark and the next one begins with a capital or a quotation mark.
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


class Asker(models.TextChoices):
    """Who asks: the four pathways into the knowledge base."""

    PLAN = "plan", "Those who plan a collaboration"
    RUN = "run", "Those who run one"
    SCRUTINISE = "scrutinise", "Those who scrutinise one"
    STUDY = "study", "Those who study them"


class Answer(SourcedRecord):
    """A question as its title, a short answer as its summary, and for each sentence of it the statements behind it."""

    schema_type = "Question"
    said_in = ("summary",)

    search_body = ("for_whom", "limits", "ask_next")

    asker = models.CharField("who asks", max_length=12, choices=Asker)
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place among the questions of who asks.")
    carried_by = LinesField(
        "statements behind each sentence",
        blank=True,
        help_text="One line for each sentence of the short answer: the numbers that carry it, such as “S36 S37”.",
    )
    for_whom = models.TextField("what follows, and for whom", blank=True, help_text="Only what a source says.")
    limits = models.TextField("what it does not say", blank=True)
    ask_next = LinesField("what to ask your partners", blank=True, help_text="A question on each line.")
    findings = models.ManyToManyField(Finding, blank=True, related_name="answers")
    tensions = models.ManyToManyField(Tension, blank=True, related_name="answers")
    barriers = models.ManyToManyField(Barrier, blank=True, related_name="answers")
    impact_records = models.ManyToManyField(ImpactRecord, blank=True, related_name="answers")
    themes = models.ManyToManyField(Theme, blank=True, related_name="answers")
    discourses = models.ManyToManyField(Discourse, blank=True, related_name="answers")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="answers")

    class Meta(SourcedRecord.Meta):
        ordering = ["asker", "position", "pk"]
        constraints = [*Record.Meta.constraints, known_choice("asker", Asker)]

    @property
    def sentences(self) -> list[tuple[str, list[str]]]:
        """Each sentence of the short answer with the numbers of the statements that carry it."""
        texts = SENTENCE.split(self.summary) if self.summary else []
        numbers = [line.replace(",", " ").split() for line in lines(self.carried_by)]
        return list(zip(texts, [*numbers, *([[]] * len(texts))], strict=False))

    def check_publishable(self, is_stored: bool = False) -> None:
        super().check_publishable(is_stored)
        sentences, rows = len(SENTENCE.split(self.summary)), len(lines(self.carried_by))
        if sentences != rows:
            raise ValidationError({"carried_by": f"The short answer has {sentences} sentences; here are {rows} lines."})
        known = set(self.sources.exclude(statement="").values_list("statement", flat=True))
        unknown = [number for _, numbers in self.sentences for number in numbers if number not in known]
        if unknown:
            raise ValidationError(f"“{self}” is carried by {unknown[0]}, which is no statement of its sources.")

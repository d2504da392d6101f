"""What is still to be asked, and the real collaborations it can be asked of."""

from django.db import models

from collabfutures.curation.fields import known_choice
from collabfutures.curation.models import Record
from seminars.models import Discourse, Sector, SourcedRecord, Theme


class QuestionKind(models.TextChoices):
    THEMED = "themed", "On a theme"
    CASE_STUDY = "case-study", "A case study"
    INTER_SECTORAL_LEARNING = "inter-sectoral-learning", "On learning between sectors"


class ResearchQuestion(SourcedRecord):
    """A question for research on four axes: policy area, discipline, sector, method."""

    search_body = ("priority",)

    question_kind = models.CharField("kind of question", max_length=30, choices=QuestionKind)
    priority = models.CharField("priority, as stated", max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="research_questions")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="research_questions")
    policy_areas = models.ManyToManyField(Theme, blank=True, related_name="questions_in_policy")
    disciplines = models.ManyToManyField(Theme, blank=True, related_name="questions_in_discipline")
    methods = models.ManyToManyField(Theme, blank=True, related_name="questions_by_method")

    class Meta(SourcedRecord.Meta):
        verbose_name = "research question"
        constraints = [*Record.Meta.constraints, known_choice("question_kind", QuestionKind)]


class CollaborationCase(SourcedRecord):
    """A real collaboration and the discourses seen in it."""

    sectors = models.ManyToManyField(Sector, blank=True, related_name="cases")
    discourses = models.ManyToManyField(Discourse, blank=True, related_name="cases", through="CaseDiscourse")

    class Meta(SourcedRecord.Meta):
        verbose_name = "case"


class Weight(models.TextChoices):
    DOMINANT = "dominant", "Dominant"
    PRESENT = "present", "Present"
    ABSENT = "absent", "Looked for and absent"
    NOT_ASSESSED = "not-assessed", "Not assessed"


class CaseDiscourse(models.Model):
    """How much of a discourse was seen in a case."""

    case = models.ForeignKey(CollaborationCase, models.CASCADE, related_name="discourse_weights")
    discourse = models.ForeignKey(Discourse, models.PROTECT, related_name="case_weights")
    weight = models.CharField(max_length=20, choices=Weight, default=Weight.NOT_ASSESSED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "discourse"], name="findings_case_discourse_once")]

    def __str__(self):
        return f"{self.discourse} in {self.case}: {self.get_weight_display()}"

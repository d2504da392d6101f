"""What is still to be asked, and the real collaborations it can be asked of."""

from django.core.exceptions import ValidationError
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

    schema_type = "Question"

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
    """A real collaboration and the discourses seen in it. A discourse in none of the three lists was not assessed."""

    sectors = models.ManyToManyField(Sector, blank=True, related_name="cases")
    dominant = models.ManyToManyField(
        Discourse, blank=True, related_name="cases_dominated", verbose_name="dominant discourses"
    )
    present = models.ManyToManyField(
        Discourse, blank=True, related_name="cases", verbose_name="discourses also present"
    )
    absent = models.ManyToManyField(
        Discourse, blank=True, related_name="cases_without", verbose_name="discourses looked for and absent"
    )

    class Meta(SourcedRecord.Meta):
        verbose_name = "case"

    def check_publishable(self, is_stored: bool = False) -> None:
        super().check_publishable(is_stored)
        lists = [set(each.all()) for each in (self.dominant, self.present, self.absent)]
        if sum(map(len, lists)) != len(set().union(*lists)):
            raise ValidationError("A discourse may stand in only one of the three lists.")

"""Statements by which partners in a collaboration find out which discourses each of them speaks."""

from typing import Any

from django.db import models

from seminars.models import Discourse, SourcedRecord


class AssessmentStatement(SourcedRecord):
    """One statement to agree with or not. It interprets a discourse: the title is the statement, in our words."""

    search_body = ("interpretation",)

    discourse = models.ForeignKey(Discourse, models.PROTECT, related_name="assessment_statements")
    interpretation = models.TextField(
        "how it interprets the discourse", help_text="Why agreeing with it speaks for this discourse: our reading."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place in the questionnaire.")
    edition = models.PositiveSmallIntegerField(
        default=1, editable=False, help_text="Rises when the wording or the discourse changes."
    )

    class Meta(SourcedRecord.Meta):
        verbose_name = "assessment statement"
        ordering = ["position", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Another wording is another question: answers to the old edition are not answers to the new one."""
        before = AssessmentStatement.objects.filter(pk=self.pk).values_list("title", "discourse_id", "edition").first()
        if before and before[:2] != (self.title, self.discourse_id):
            self.edition = before[2] + 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "edition"}
        super().save(*args, **kwargs)

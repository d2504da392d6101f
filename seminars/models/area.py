"""GtR's application areas."""

from django.core.exceptions import ValidationError
from django.db import models

from collabfutures.curation.models import Record
from seminars.models.source import SourcedRecord
from seminars.vocabulary import APPLICATION_AREAS


class ApplicationArea(SourcedRecord):
    """One of the 22 areas that GtR names "Sectors". Not an organisational sector; several names hold commas."""

    schema_type = "DefinedTerm"
    is_vocabulary = True

    class Meta(SourcedRecord.Meta):
        verbose_name = "application area"
        # The table keeps the name of the app in which it was made.
        db_table = "findings_applicationarea"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(title__in=APPLICATION_AREAS),
                name="findings_applicationarea_is_one_of_22",
                violation_error_message="Use one of GtR's 22 names.",
            ),
            models.UniqueConstraint(
                fields=["title"],
                name="findings_applicationarea_once_each",
                violation_error_message="There is an application area of this name already.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.title not in APPLICATION_AREAS:
            raise ValidationError({"title": f"Use one of GtR's 22 names: {'; '.join(APPLICATION_AREAS)}."})

"""The words of the domain: organisational sectors, and themes with the roles they play in the source."""

from typing import Any

from django.db import models

from collabfutures.curation.fields import LinesField
from collabfutures.curation.models import Record
from seminars.models.source import SourcedRecord
from seminars.querysets import ThemeQuerySet


class Sector(SourcedRecord):
    """An organisational sector: public, private or third. Not to be mixed up with a GtR application area."""

    schema_type = "DefinedTerm"
    is_vocabulary = True

    also_called = ("alternative_names",)

    alternative_names = LinesField(blank=True, help_text="Other names for the same sector, one on each line.")

    class Meta(SourcedRecord.Meta):
        ordering = ["pk"]


class ThemeRole(SourcedRecord):
    """What part a theme plays: an issue that crosses sectors, a domain of management, a form of institution, …"""

    key = models.SlugField(
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="By which the program knows the role, however its address changes.",
    )
    open_list = models.BooleanField(
        "the list is open", default=False, help_text="The source gives examples only (“such as”, “and others”)."
    )

    class Meta(SourcedRecord.Meta):
        verbose_name = "theme role"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A role's first address becomes its key, and stays it when the role is renamed."""
        if not self.key and not ThemeRole.objects.filter(key=self.slug).exists():
            self.key = self.slug
        super().save(*args, **kwargs)


class Theme(SourcedRecord):
    """A concept (SKOS). One record however many roles it plays: leadership is one theme with five."""

    schema_type = "DefinedTerm"
    is_vocabulary = True
    broader_relation = "broader"
    related_relation = "related"

    also_called = ("alternative_names",)

    objects = ThemeQuerySet.as_manager()

    roles = models.ManyToManyField(ThemeRole, blank=True, related_name="themes")
    alternative_names = LinesField(
        "other names", blank=True, help_text="Other names for the same concept (SKOS altLabel), one on each line."
    )
    broader = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="narrower", help_text="A wider concept (SKOS)."
    )
    related = models.ManyToManyField("self", blank=True, help_text="Concepts that belong beside it (SKOS related).")

    class Meta(SourcedRecord.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(broader__isnull=True) | ~models.Q(broader=models.F("pk")),
                name="seminars_theme_not_broader_than_itself",
                violation_error_message="A theme cannot be broader than itself.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        self.refuse_cycle("broader")

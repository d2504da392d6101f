"""Where a statement stands. Every other kind of record points here, or says why it cannot."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat

from collabfutures.curation.citations.csl import authors_of, year_only
from collabfutures.curation.fields import AddressField, AuthorsField, DoiField, year_field, year_range
from collabfutures.curation.models import Record


class Source(Record):
    """A document, or one place in it. A place that carries a numbered statement of the source record says which."""

    search_keywords = ("document", "authors", "doi", "statement")
    search_body = ("place",)

    document = models.CharField(max_length=300, help_text="The document's title and, where it has one, its version.")
    place = models.CharField(
        max_length=300, blank=True, help_text="Where in the document: section, bullet, page. Empty for all of it."
    )
    authors = AuthorsField(blank=True)
    year = year_field("The year of publication, if the document gives one.")
    web_address = AddressField("web address", blank=True)
    doi = DoiField("DOI", blank=True)
    statement = models.CharField(
        "statement number",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^S\d{2}$", "A statement number looks like S07.")],
        help_text="The number of the statement (S01 to S71) in the project's list, if this place carries one.",
    )

    class Meta(Record.Meta):
        ordering = ["slug", "pk"]
        constraints = [*Record.Meta.constraints, year_range("year")]

    @classmethod
    def label(cls) -> Any:
        numbered = Concat("statement", Value(": "), "title", output_field=models.CharField())
        return Case(When(statement="", then=F("title")), default=numbered, output_field=models.CharField())

    def cited_as(self) -> dict[str, Any]:
        """The document itself, with the place in it. Without a place the record is the document and has its title."""
        return {
            "type": "document",
            "title": self.document if self.place else self.title,
            "author": authors_of(self.authors),
            "container-title": "" if self.place or self.document == self.title else self.document,
            "genre": "",
            "issued": year_only(self.year),
            "DOI": self.doi,
            "URL": self.web_address,
            "note": self.place,
        }

    def __str__(self) -> str:
        return f"{self.statement}: {self.title}" if self.statement else self.title


class SourcedRecord(Record):
    """A record that rests on sources. It cannot be published before it names one or says why it has none."""

    sources = models.ManyToManyField(
        Source, blank=True, related_name="%(class)s_records", help_text="Where in which document this stands."
    )
    no_source_reason = models.CharField(
        "why there is no source", max_length=300, blank=True, help_text="Only for a record without any source."
    )

    class Meta(Record.Meta):
        abstract = True

    citation_relation = "sources"

    def check_publishable(self) -> None:
        super().check_publishable()
        if not self.no_source_reason and not self.sources.exists():
            raise ValidationError(f"“{self}” names no source and does not say why there is none.")

"""Where a statement stands. Every other kind of record points here, or says why it cannot."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat

from collabfutures.curation.citations.csl import authors_of, journal, year_only
from collabfutures.curation.fields import AddressField, AuthorsField, DoiField, known_choice, year_field, year_range
from collabfutures.curation.models import Record
from collabfutures.curation.publication import is_public
from seminars.evidence import award_note


class Licence(models.TextChoices):
    """Under which a source's own words may be shown."""

    OGL = "ogl-3", "Open Government Licence v3.0"
    CC_BY = "cc-by-4", "Creative Commons Attribution 4.0"
    CC0 = "cc0", "Creative Commons Zero"
    PERMISSION = "permission", "By permission of the author"
    NONE = "", "No quotation"


class Source(Record):
    """A document, or one place in it. A place that carries a numbered statement of the source record says which."""

    search_keywords = ("document", "authors", "doi", "statement")
    search_body = ("place", "quotation")

    document = models.CharField(max_length=300, help_text="The document's title and, where it has one, its version.")
    place = models.CharField(
        max_length=300, blank=True, help_text="Where in the document: section, bullet, page. Empty for all of it."
    )
    authors = AuthorsField(blank=True)
    year = year_field("The year of publication, if the document gives one.")
    web_address = AddressField("web address", blank=True)
    doi = DoiField("DOI", blank=True)
    series = models.ForeignKey(
        "seminars.Series",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="own_sources",
        help_text="The series or award that the document is of.",
    )
    statement = models.CharField(
        "statement number",
        max_length=30,
        blank=True,
        help_text="The number of the statement in the register of its series, if this place carries one: S07, or 3.2.",
    )
    quotation = models.TextField(
        "in the source's own words",
        blank=True,
        help_text="Word for word, spelling included, and only where the licence allows it.",
    )
    licence = models.CharField(
        "licence of the quotation", max_length=20, choices=Licence, blank=True, help_text="Under which it is quoted."
    )
    quoted_on = models.DateField(
        "read on", null=True, blank=True, help_text="The day on which the document read so, if it is known."
    )

    class Meta(Record.Meta):
        ordering = ["slug", "pk"]
        constraints = [
            *Record.Meta.constraints,
            year_range("year"),
            known_choice("licence", Licence),
            models.CheckConstraint(
                condition=(Q(quotation="") & Q(licence="")) | (~Q(quotation="") & ~Q(licence="")),
                name="seminars_source_quoted_under_a_licence",
                violation_error_message="A quotation goes with its licence, and neither without the other.",
            ),
            models.UniqueConstraint(
                fields=["series", "statement"],
                condition=~Q(statement=""),
                name="seminars_source_statement_once_a_series",
                violation_error_message="This number is taken in the register of this series.",
            ),
        ]

    @classmethod
    def label(cls) -> Any:
        numbered = Concat("statement", Value(": "), "title", output_field=models.CharField())
        return Case(When(statement="", then=F("title")), default=numbered, output_field=models.CharField())

    @classmethod
    def link_note(cls, path: str = "") -> Any:
        """The award that the document is of, where that is public."""
        of_award = When(is_public(f"{path}series__"), then=award_note(f"{path}series__"))
        return Case(of_award, default=Value(""), output_field=models.CharField())

    @property
    def provenance(self) -> list[str]:
        return [link.note for link in self.links["series"] if link.note]

    def cited_as(self) -> dict[str, Any]:
        """The document itself, with the place in it. Without a place the record is the document and has its title."""
        within = journal("" if self.place or self.document == self.title else self.document)
        # Programs take a document without a type for an article; one that names a volume is one.
        on_the_web = "webpage" if self.web_address and not self.doi else "document"
        return {
            "type": "article-journal" if "volume" in within else on_the_web,
            "title": self.document if self.place else self.title,
            "author": authors_of(self.authors),
            **within,
            "genre": "",
            "issued": year_only(self.year),
            "DOI": self.doi,
            "URL": self.web_address,
            # What it says itself; our words about it are no abstract of it.
            "abstract": self.quotation,
            "note": self.place,
        }

    def clean(self) -> None:
        super().clean()
        if self.statement and not self.series_id:
            raise ValidationError({"series": "A statement is numbered in the register of a series: say which."})
        if bool(self.quotation) != bool(self.licence):
            raise ValidationError({"licence": "A quotation goes with its licence, and neither without the other."})

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

    @property
    def provenance(self) -> list[str]:
        """The awards and years: “ES/H000933/1, 2009–2011”. Of its own series, or else of the documents it rests on."""
        relations = {field.name for field in [*self._meta.concrete_fields, *self._meta.many_to_many]}
        series = self.links["series"] if "series" in relations else []
        return list(dict.fromkeys(link.note for link in series or self.links["sources"] if link.note))

    def citation_notes(self) -> list[str]:
        return [*(f"Award {note}." for note in self.provenance), *super().citation_notes()]

    rests_on = ("sources",)
    excuses = {"sources": "no_source_reason"}

    def check_publishable(self, is_stored: bool = False) -> None:
        if not self.no_source_reason and not self.sources.exists():
            raise ValidationError(f"“{self}” names no source and does not say why there is none.")
        super().check_publishable(is_stored)

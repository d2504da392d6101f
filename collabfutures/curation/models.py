"""What every record is, and the rows that the database keeps about all of them."""

import uuid
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.functional import cached_property

from collabfutures.curation.addresses import FormerAddress, MergedRecord
from collabfutures.curation.changes import Change
from collabfutures.curation.dates import day_of, in_words
from collabfutures.curation.desk.assignment import Assignment
from collabfutures.curation.desk.brought import BroughtSheet
from collabfutures.curation.desk.differing import Differing
from collabfutures.curation.desk.lifecycle import Lifecycle
from collabfutures.curation.desk.pair import DuplicatePair
from collabfutures.curation.desk.refusal import Refusal
from collabfutures.curation.desk.selection import Selection
from collabfutures.curation.desk.visit import Visit
from collabfutures.curation.fields import (
    NOTHING,
    UNREADABLE,
    WHOLE,
    FoldedField,
    LinesField,
    known_choice,
    lines,
    slug_form,
)
from collabfutures.curation.links import RecordLinks
from collabfutures.curation.publication import UNSEEN, State
from collabfutures.curation.querysets import RecordQuerySet
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.revisions.working_copy import WorkingCopy
from collabfutures.curation.search.rows import SearchRow
from collabfutures.curation.tidy import text_fields, tidy_fields
from collabfutures.curation.unions import constant
from collabfutures.curation.versions import ContentVersion

__all__ = [
    "Assignment",
    "BroughtSheet",
    "Change",
    "ContentVersion",
    "Differing",
    "DuplicatePair",
    "FormerAddress",
    "MergedRecord",
    "Record",
    "Refusal",
    "Revision",
    "SearchRow",
    "Selection",
    "Visit",
    "WorkingCopy",
    "kinds",
]


class Record(Lifecycle, models.Model):
    """One curated entry of any kind: an address, a title, a state of publication, a token against lost updates."""

    is_record = True
    # Whether its titles are words for what other records are about: a search for one finds those that are tied to it.
    is_vocabulary = False
    # The relation to a wider concept of the same kind, where concepts have one.
    broader_relation = ""
    # The relation to concepts of the same kind that are neither wider nor narrower.
    related_relation = ""
    # The relation to the documents on which a record rests, where its kind has one.
    citation_relation = ""
    # The columns that say from which day to which it lasted, where its kind has them.
    lasts: tuple[str, str] | None = None
    # The columns that full-text search reads besides title and summary: words first, then running text.
    search_keywords: tuple[str, ...] = ()
    search_body: tuple[str, ...] = ()
    # The columns that hold other names of what the record stands for; a search for one name finds the others.
    also_called: tuple[str, ...] = ()
    # The relations, besides those that it cannot be without, of which one end has to be public before the record is,
    # and {relation: column} of what says why there may be none.
    rests_on: tuple[str, ...] = ()
    excuses: dict[str, str] = {}
    # {relation: (column, value)}: who ties a record by the relation says this in the column.
    goes_with: dict[str, tuple[str, str]] = {}
    # The fields that say what the record has to say: one at least has to be filled before it is public.
    said_in: tuple[str, ...] = ("title",)
    # The columns besides those of every record that no reader sees.
    never_public: tuple[str, ...] = ()
    # Whether each record of the kind is known at sight by a mark of the stylesheet's palette.
    is_marked = False
    # After so many days somebody should look at a published record again.
    look_again_after = 730
    # What the record is in the words of schema.org.
    schema_type = "CreativeWork"

    title = models.CharField(max_length=300, help_text="What readers see in lists. Plain words, no full stop.")
    slug = models.CharField(
        "address",
        max_length=80,
        unique=True,
        validators=[slug_form],
        help_text="The last part of the public address. Choose it once: others link to it.",
    )
    summary = models.TextField(
        blank=True,
        max_length=5_000,
        help_text="One to three sentences in our own words. Leave empty what the source does not say.",
    )
    # What titles are put in order by: “école” beside “Education”, “Zoo” last, on both databases. Triggers keep it.
    sort_title = FoldedField(of="title")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField("first published", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(
        max_length=300, blank=True, help_text="Shown at the record's address once it is withdrawn."
    )
    our_reading = LinesField(
        "what is our reading",
        blank=True,
        help_text="The names of the fields that are the curators' reading and not the source's, one on each line. "
        "“title” stands for the entry as a whole. Readers see a mark wherever such a field is shown.",
    )
    curator_note = models.TextField(blank=True, help_text="For curators only. Never shown in public.")
    look_again = models.DateField(
        "look at this again by",
        null=True,
        blank=True,
        help_text="When somebody should check that it still holds. Publishing sets a date where none is to come.",
    )
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # What a loader or an import wrote last: {"by": …, "values": {field: value}}. It tells a curator's edit from ours.
    loaded = models.JSONField(null=True, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_title", "pk"]
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [known_choice("state", State)]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def links(self) -> RecordLinks:
        """{relation: [Link, …]} to public records. Each relation is asked for when needed, or all by prefetch_links."""
        return RecordLinks(self)

    @cached_property
    def changed_at(self) -> datetime:
        """When its last public change was, as the log has it: a new link is one, a note for curators is none."""
        return Change.moments(self._meta.label_lower, [self.pk]).get(self.pk) or self.updated_at

    def clean_fields(self, exclude: Any = None) -> None:
        tidy_fields(self)
        super().clean_fields(exclude)

    @property
    def readings(self) -> list[str]:
        """The names of the fields that are the curators' reading."""
        return lines(self.our_reading)

    @property
    def is_our_reading(self) -> bool:
        """Whether the entry as a whole is the curators' reading."""
        return WHOLE in self.readings

    @property
    def provenance(self) -> list[str]:
        """From which research and which years it is, in words; a kind that knows says so."""
        return []

    def clean(self) -> None:
        names = {field.name for field in [*self._meta.concrete_fields, *self._meta.many_to_many]}
        unknown = [name for name in self.readings if name not in names]
        if unknown:
            raise ValidationError({"our_reading": f"“{unknown[0]}” is no field of a {self._meta.verbose_name}."})
        texts = {field.name: getattr(self, field.attname) for field in text_fields(type(self))}
        wrong = [name for name, text in texts.items() if text and UNREADABLE.search(text)]
        if wrong:
            raise ValidationError(dict.fromkeys(wrong, "Take out the control characters: no reader can see them."))
        if self.slug == NOTHING:
            raise ValidationError(
                {"slug": f"“{NOTHING}” is kept for asking which records have no value. Choose another."}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every save tidies the texts and renews the token, also one that names its fields."""
        tidy_fields(self)
        self.token = uuid.uuid4()
        if (names := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*names, "token"} if UNSEEN.issuperset(names) else {*names, "token", "updated_at"}
        super().save(*args, **kwargs)

    @classmethod
    def label(cls) -> Any:
        """What `str` says of a record, as an expression."""
        return F("title")

    @property
    def said(self) -> str:
        """What the record says: in our own words, or else in those of its source."""
        texts = (getattr(self, name) for name in ("summary", *self.said_in) if name != "title")
        return next(filter(None, texts), "")

    @classmethod
    def link_note(cls, path: str = "") -> Any:
        """What is said of a record wherever a link leads to it, as an expression; `path` reaches the record."""
        return constant("")

    def get_absolute_url(self) -> str:
        return reverse(f"{self._meta.model_name}-detail", args=[self.slug])

    @classmethod
    def get_list_url(cls) -> str:
        return reverse(f"{cls._meta.model_name}-list")

    @classmethod
    def get_api_url(cls) -> str:
        return reverse(f"api:{cls._meta.model_name}-list")

    def cited_as(self) -> dict[str, Any]:
        """The CSL-JSON variables by which a record that stands for a document differs from an entry of this site."""
        return {}

    def citation_notes(self) -> list[str]:
        """What a reader of the citation has to know, in sentences."""
        return [f"Last changed {in_words(day_of(self.changed_at))}."]

    def schema_details(self) -> dict[str, Any]:
        """What schema.org has a word for besides name, description and dates."""
        return {}

    def refuse_cycle(self, name: str) -> None:
        """For `clean()`: no record may stand above itself along the relation `name`."""
        # A record that is not saved yet has no key: it is above itself only if it is the very same object.
        seen, above = {self.pk} - {None}, getattr(self, name)
        while above is not None:
            if above is self or above.pk in seen:
                raise ValidationError({name: f"A {self._meta.verbose_name} cannot stand above itself."})
            seen.add(above.pk)
            above = getattr(above, name)


def kinds() -> list[type[Record]]:
    """Every kind of record that is installed, in a fixed order."""
    found = [model for model in apps.get_models() if issubclass(model, Record)]
    return sorted(found, key=lambda model: model._meta.label_lower)

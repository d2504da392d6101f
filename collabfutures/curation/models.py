"""What every record is, and the rows that the database keeps about all of them."""

import uuid
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from collabfutures.curation import support
from collabfutures.curation.addresses import FormerAddress
from collabfutures.curation.changes import Change
from collabfutures.curation.dates import day_of, in_words
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
from collabfutures.curation.revisions.acts import NOBODY, Act, By
from collabfutures.curation.revisions.noting import note_act
from collabfutures.curation.revisions.revision import Revision
from collabfutures.curation.search.rows import SearchRow
from collabfutures.curation.tidy import text_fields, tidy_fields
from collabfutures.curation.unions import constant
from collabfutures.curation.versions import ContentVersion

__all__ = ["Change", "ContentVersion", "FormerAddress", "Record", "Revision", "SearchRow", "kinds"]


class Record(models.Model):
    """One curated entry of any kind: an address, a title, a state of publication, a token against lost updates."""

    is_record = True
    # Whether its titles are words for what other records are about: a search for one finds those that are tied to it.
    is_vocabulary = False
    # The relation to a wider concept of the same kind, where concepts have one.
    broader_relation = ""
    # The relation to the documents on which a record rests, where its kind has one.
    citation_relation = ""
    # The columns that full-text search reads besides title and summary: words first, then running text.
    search_keywords: tuple[str, ...] = ()
    search_body: tuple[str, ...] = ()
    # The columns that hold other names of what the record stands for; a search for one name finds the others.
    also_called: tuple[str, ...] = ()
    # The relations, besides those that it cannot be without, of which one end has to be public before the record is,
    # and {relation: column} of what says why there may be none.
    rests_on: tuple[str, ...] = ()
    excuses: dict[str, str] = {}
    # The fields that say what the record has to say: one at least has to be filled before it is public.
    said_in: tuple[str, ...] = ("title",)
    # Whether the stylesheet gives each record of the kind a mark of its own, `KIND-SLUG`.
    is_marked = False
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
        return [f"Last changed {in_words(day_of(self.updated_at))}."]

    def schema_details(self) -> dict[str, Any]:
        """What schema.org has a word for besides name, description and dates."""
        return {}

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED

    def check_publishable(self, is_stored: bool = False) -> None:
        """Raises ValidationError naming what a record still lacks before readers may rely on it.

        What the database guarantees of a row is not asked of it again where the record stands as it `is_stored`.
        """
        related = [field.name for field in self._meta.concrete_fields if field.is_relation] if is_stored else None
        self.full_clean(related, validate_unique=not is_stored, validate_constraints=not is_stored)
        if not any(getattr(self, name) for name in self.said_in):
            names = " or ".join(self._called(name) for name in self.said_in)
            raise ValidationError(f"“{self}” says nothing yet: fill {names}.")
        for name in support.lacking(self):
            wanted = self._called(name)
            if not support.ends(self, name):
                raise ValidationError(f"“{self}” names no {wanted}.")
            raise ValidationError(f"“{self}” rests on nothing public in {wanted}: publish that first, or with it.")

    def _called(self, name):
        return str(self._meta.get_field(name).verbose_name)

    @transaction.atomic
    def publish(self, together: bool = False, by: By = NOBODY) -> None:
        """Make the record public, and with `together` the drafts that it rests on before it.

        Refused with ValidationError while it is incomplete.
        """
        for below in support.to_publish_first(self) if together else ():
            below.publish(by=by)
        self.check_publishable()
        self.state = State.PUBLISHED
        self.published_at = self.published_at or timezone.now()
        self.withdrawn_at, self.withdrawn_reason = None, ""
        self.save()
        note_act(type(self), [self.pk], Act.PUBLISHED, by)

    @transaction.atomic
    def withdraw(self, reason: str = "", together: bool = False, by: By = NOBODY) -> None:
        """Take a public record back; its address then answers 410 with the date and the reason.

        Refused while public records would be left with nothing to rest on, unless they go `together` with it.
        """
        if not self.is_public:
            raise ValidationError("Only a published record can be withdrawn.")
        self.withdrawn_reason = reason or self.withdrawn_reason
        if not self.withdrawn_reason:
            raise ValidationError("Say why it is withdrawn: readers who follow a link are told.")
        resting = support.left_without(self)
        self._check_rest_alone(resting if not together else [])
        self.state, self.withdrawn_at = State.WITHDRAWN, timezone.now()
        self.save()
        note_act(type(self), [self.pk], Act.WITHDRAWN, by, self.withdrawn_reason)
        for each in resting:
            each.refresh_from_db()
            if each.is_public:
                why = f"It rested on “{self}”, which was withdrawn: {self.withdrawn_reason}"
                each.withdraw(why[:300], together=True, by=by)

    def _check_rest_alone(self, resting):
        if resting:
            named = "; ".join(f"{each._meta.verbose_name} “{each}”" for each in resting[:3])
            raise ValidationError(
                f"{len(resting)} public records would rest on nothing: {named}{', …' if resting[3:] else ''}. "
                "Withdraw them together with it, or give them something else to rest on."
            )

    def send_for_review(self, by: By = NOBODY) -> None:
        """Tell those who may publish that a draft is ready for them."""
        if self.state != State.DRAFT:
            raise ValidationError("Only a draft can be sent for review.")
        self.state = State.REVIEW
        self.save()
        note_act(type(self), [self.pk], Act.REVIEW, by)

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

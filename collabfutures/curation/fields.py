"""Column types that several kinds use."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import DEFAULT_DB_ALIAS, models

from collabfutures.curation import identifiers
from collabfutures.curation.search.folding import fold

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

slug_form = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters, digits and single hyphens.")
SLUG_PATTERN = "[-a-z0-9]{1,80}"
# In an address this word asks for the records that have no value in a relation, so no record may be called so.
NOTHING = "none"


# In `our_reading` it stands for the entry as a whole.
WHOLE = "title"


class IdentifierField(models.CharField):
    """An identifier in its one form, whatever it was pasted with. A subclass names the function that makes it so."""

    in_one_form: Callable[[str], str]

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return type(self).in_one_form(found) if isinstance(found, str) else found

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self.to_python(value))


class DoiField(IdentifierField):
    """A DOI as registered, without the address of a resolver in front."""

    in_one_form = staticmethod(identifiers.doi)
    default_validators = [RegexValidator(r"^10\.\d{4,9}/\S+$", "A DOI begins with 10. and holds a slash.")]

    def __init__(self, *args: Any, max_length: int = 200, **kwargs: Any) -> None:
        # mypy takes each of *args for a max_length.
        super().__init__(*args, max_length=max_length, **kwargs)  # type: ignore[misc]


class AwardReferenceField(IdentifierField):
    """The reference of an award, as its funder writes it: ES/H000933/1."""

    in_one_form = staticmethod(identifiers.award_reference)


class OutcomeIdField(IdentifierField):
    """GtR's key of an outcome: it stays the same from release to release."""

    in_one_form = staticmethod(identifiers.outcome_id)


class FoldedField(models.TextField):
    """Another column of the record as `fold` has it, compared byte by byte, so that both databases order it alike."""

    def __init__(self, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(**{"editable": False, "default": "", "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def db_parameters(self, connection: Any) -> Any:
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        return {**super().db_parameters(connection), "collation": collation}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = fold(getattr(instance, self.of))
        setattr(instance, self.attname, value)
        return value


class LinesField(models.TextField):
    """Several short texts, one on each line: easy to edit in the admin, a list everywhere else (`lines`)."""


class AuthorsField(LinesField):
    """Authors, one on each line: persons as “Family, Given”, organisations by their name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["help_text"] = (
            "One on each line: “Sullivan, Helen”, with an ORCID in brackets if it is known, or the name of an "
            "organisation; in quotation marks if that holds a comma."
        )
        super().__init__(*args, **kwargs)


class AddressField(models.URLField):
    """A web address of up to 500 characters, http or https only."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 500
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def year_field(help_text: str) -> models.PositiveSmallIntegerField:
    """A year that stays a year: 2010, never 2010-01-01."""
    limits = [MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=limits, help_text=help_text)


class LastGuard(models.CheckConstraint):
    """A rule that the database keeps whatever writes, and that the field's own validators tell a curator about.

    Django would ask the database about each such rule before every save: a query each, for a worse message.
    """

    def validate(
        self, model: type[models.Model], instance: models.Model, exclude: Any = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        pass

    def deconstruct(self) -> Any:
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def year_range(name: str) -> LastGuard:
    """Keeps an impossible year out of the database, whatever writes it."""
    valid = models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__range": (EARLIEST_YEAR, LATEST_YEAR)})
    return LastGuard(condition=valid, name=f"%(app_label)s_%(class)s_{name}_range")


def known_choice(name: str, choices: Any) -> LastGuard:
    """Keeps a value outside the list of choices out of the database."""
    allowed = models.Q(**{f"{name}__in": choices.values})
    return LastGuard(condition=allowed, name=f"%(app_label)s_%(class)s_{name}_known")


class ValueState(models.TextChoices):
    """Why a value is there or not. Nothing has kinds, and a reader is told which."""

    PRESENT = "present", "Recorded"
    NOT_RECORDED = "not-recorded", "Not recorded in the source"
    BLANK = "blank-in-source", "Blank in the source"
    NOT_STATED = "not-stated", "Not stated"
    WITHHELD = "withheld", "Withheld"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


def state_field(of: str) -> models.CharField:
    return models.CharField(
        max_length=20,
        choices=ValueState,
        default=ValueState.NOT_RECORDED,
        help_text=f"Why there is, or is not, a value for {of}.",
    )


def check_value_state(record: models.Model, name: str) -> None:
    """A value and the state of its absence must agree. Raises ValidationError on the state's field."""
    given = getattr(record, name) not in (None, "")
    said = getattr(record, f"{name}_state") == ValueState.PRESENT
    if given != said:
        wanted = f"Say “{ValueState.PRESENT.label}”" if given else "Say why it is missing"
        raise ValidationError({f"{name}_state": f"{wanted}: the value is {'filled' if given else 'empty'}."})


# What no text has a use for, and no XML document may hold.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text: object) -> str:
    """The text without control characters."""
    return UNREADABLE.sub("", str(text))

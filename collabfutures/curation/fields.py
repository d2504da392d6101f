"""Column types that several kinds use."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import DEFAULT_DB_ALIAS, models

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

slug_form = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters, digits and single hyphens.")
SLUG_PATTERN = "[-a-z0-9]{1,80}"
# In an address this word asks for the records that have no value in a relation, so no record may be called so.
NOTHING = "none"


class DoiField(models.CharField):
    """A DOI as registered, without the address of a resolver in front."""

    default_validators = [RegexValidator(r"^10\.\d{4,9}/\S+$", "A DOI begins with 10. and holds a slash.")]

    def __init__(self, *args, max_length=200, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)


class LinesField(models.TextField):
    """Several short texts, one on each line: easy to edit in the admin, a list everywhere else (`lines`)."""


class AddressField(models.URLField):
    """A web address of up to 500 characters, http or https only."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 500
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def year_field(help_text):
    """A year that stays a year: 2010, never 2010-01-01."""
    limits = [MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=limits, help_text=help_text)


class LastGuard(models.CheckConstraint):
    """A rule that the database keeps whatever writes, and that the field's own validators tell a curator about.

    Django would ask the database about each such rule before every save: a query each, for a worse message.
    """

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        pass

    def deconstruct(self):
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def year_range(name):
    """Keeps an impossible year out of the database, whatever writes it."""
    valid = models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__range": (EARLIEST_YEAR, LATEST_YEAR)})
    return LastGuard(condition=valid, name=f"%(app_label)s_%(class)s_{name}_range")


def known_choice(name, choices):
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


def state_field(of):
    return models.CharField(
        max_length=20,
        choices=ValueState,
        default=ValueState.NOT_RECORDED,
        help_text=f"Why there is, or is not, a value for {of}.",
    )


def check_value_state(record, name):
    """A value and the state of its absence must agree. Raises ValidationError on the state's field."""
    given = getattr(record, name) not in (None, "")
    said = getattr(record, f"{name}_state") == ValueState.PRESENT
    if given != said:
        wanted = f"Say “{ValueState.PRESENT.label}”" if given else "Say why it is missing"
        raise ValidationError({f"{name}_state": f"{wanted}: the value is {'filled' if given else 'empty'}."})


# What no text has a use for, and no XML document may hold.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text):
    """The text without control characters."""
    return UNREADABLE.sub("", str(text))

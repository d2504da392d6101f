"""On which day was it, where the readers are, and what if only its year is known?

A moment is kept in UTC; a day is told in the site's time zone. A partial date is as much of one as is known: a day that
nobody stated is never made up.
"""

from datetime import date, datetime
from typing import Any, overload

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

# How a date may be typed, and how much of 2009-11-01 it says.
TYPED = {
    "%Y": 4,
    "%Y-%m": 7,
    "%m/%Y": 7,
    "%B %Y": 7,
    "%b %Y": 7,
    "%Y-%m-%d": 10,
    "%d/%m/%Y": 10,
    "%d %B %Y": 10,
    "%d %b %Y": 10,
}
# By how many characters are known: 2009, November 2009, 1 November 2009.
WORDS = {4: "Y", 7: "F Y", 10: "j F Y"}


@overload
def day_of(moment: datetime) -> date: ...
@overload
def day_of(moment: None) -> None: ...
def day_of(moment: datetime | None) -> date | None:
    """The date of a moment, or None."""
    return moment and timezone.localdate(moment)


def in_words(day: date | str) -> str:
    """A date, whole or partial, as readers see it: “1 November 2009”, “November 2009”, “2009”."""
    known = day if isinstance(day, str) else day.isoformat()
    return date_format(date.fromisoformat(f"{known}-01-01"[:10]), WORDS[len(known)])


def partial(text: str) -> str:
    """A typed date as 2009, 2009-11 or 2009-11-01. Raises ValidationError for what is none."""
    for form, length in TYPED.items():
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()[:length]
        except ValueError:
            continue
    raise ValidationError(f"“{text[:40]}” is no date: write as much as is known, such as 2009, 2009-11 or 2009-11-01.")


class PartialDateField(models.CharField):
    """A date as far as it is known: a year, a month of one, or a day, as ISO 8601 writes them; None if nothing is.

    The text orders as the time does, and `__year` is its year. Compared byte by byte, so that both databases agree.
    """

    # Tells readers of the API's description what to expect; `partial` has refused all else before.
    default_validators = [RegexValidator(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 10, "null": True, "blank": True}
        kwargs.setdefault("help_text", "As much as is known: 2009, 2009-11 or 2009-11-01.")
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> Any:
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        return {**super().db_parameters(connection), "collation": collation}

    def to_python(self, value: Any) -> str | None:
        if value is None or value == "":
            return None
        return partial(value.isoformat()[:10] if isinstance(value, date) else str(value))

    def get_prep_value(self, value: Any) -> str | None:
        return self.to_python(value)

    def formfield(self, **kwargs: Any) -> Any:
        """Longer than what is kept: “1 November 2009” may be typed."""
        return super().formfield(**{"max_length": 40, "widget": forms.TextInput(attrs={"size": 16}), **kwargs})


@PartialDateField.register_lookup
class YearOf(models.Transform):
    """The year of a partial date, as a number."""

    lookup_name = "year"
    template = "CAST(SUBSTR(%(expressions)s, 1, 4) AS integer)"
    output_field = models.IntegerField()


def ends_before(start: str | None, end: str | None) -> bool:
    """Whether something ends before it starts, as far as both dates are known: 2010 may lie after 2010-05."""
    return bool(start and end and end < start[: len(end)])

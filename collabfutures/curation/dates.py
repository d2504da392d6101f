"""On which day was it, where the readers are? A moment is kept in UTC; a day is told in the site's time zone."""

from datetime import date, datetime
from typing import overload

from django.utils import timezone
from django.utils.formats import date_format


@overload
def day_of(moment: datetime) -> date: ...
@overload
def day_of(moment: None) -> None: ...
def day_of(moment: datetime | None) -> date | None:
    """The date of a moment, or None."""
    return moment and timezone.localdate(moment)


def in_words(day: date) -> str:
    """A date as readers see it: “1 November 2009”."""
    return date_format(day, "j F Y")

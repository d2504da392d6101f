"""On which day was it, where the readers are? A moment is kept in UTC; a day is told in the site's time zone."""

from django.utils import timezone
from django.utils.formats import date_format


def day_of(moment):
    """The date of a moment, or None."""
    return moment and timezone.localdate(moment)


def in_words(day):
    """A date as readers see it: “1 November 2009”."""
    return date_format(day, "j F Y")

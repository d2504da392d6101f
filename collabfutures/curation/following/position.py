"""How far has somebody read the log of changes? A place that is given out, signed, and taken back for ever.

It goes by the number of the log and never by a clock: whoever has read up to a number misses none below it. It names
the epoch too: after a backup was restored the numbers mean something else, and whoever followed begins again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import Min
from django.utils.dateparse import parse_date, parse_datetime

from collabfutures.curation.changes import Change
from collabfutures.curation.versions import ContentVersion

BEGIN_AGAIN = "begin-again"
LONGEST = 200
MEANT = "a moment such as 2026-11-24T00:00:00Z, a day, or a “position” that this site gave"
ANOTHER = "This position is of another state of the base: it was restored or rebuilt since. Begin again without it."
_signer = Signer(salt="collabfutures.position")


@dataclass(frozen=True)
class LogPosition:
    """Behind the row of the log with this number."""

    number: int

    def __str__(self) -> str:
        return _signer.sign(f"{self.number}.{ContentVersion.now()[1]}")

    @classmethod
    def newest(cls, *kinds: str) -> "LogPosition":
        """Behind all that has happened to these kinds so far, or to any."""
        return cls(max(Change.newest(kinds).values()) if kinds else ContentVersion.current())

    @classmethod
    def read(cls, name: str, text: str) -> "LogPosition":
        """What a parameter says: a position, or the place from which on all happened at a moment or later.

        Raises ValidationError, with the code `begin-again` where it is of another epoch.
        """
        moment = _moment(text)
        if moment is not None:
            return cls._before(moment)
        try:
            number, _, epoch = _signer.unsign(text[:LONGEST]).partition(".")
        except BadSignature as error:
            raise ValidationError({name: f"“{text[:40]}” is not allowed for {name}. Use {MEANT}."}) from error
        if epoch != ContentVersion.now()[1]:
            raise ValidationError({name: ValidationError(ANOTHER, code=BEGIN_AGAIN)})
        return cls(int(number))

    @classmethod
    def _before(cls, moment: datetime) -> "LogPosition":
        """Moments are written as numbers are: the first that is not earlier has nothing later below it."""
        first = Change.objects.filter(moment__gte=moment).aggregate(first=Min("number"))["first"]
        return cls(first - 1) if first else cls.newest()


def _moment(text):
    """A moment in UTC where it names no zone, or the beginning of a day; None for what is neither."""
    try:
        day, moment = parse_date(text), parse_datetime(text)
    except ValueError:
        return None
    found = datetime.combine(day, time()) if day else moment
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)

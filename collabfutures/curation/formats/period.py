"""From when to when is what is recorded here?"""

from django.db.models import Max, Min

from collabfutures.curation.models import kinds
from collabfutures.curation.versions import KeptForNow

kept: KeptForNow[tuple[str, str] | None] = KeptForNow()


def period() -> tuple[str, str] | None:
    """(first day, last day) of all public records of the kinds that last from one to another, as far as they say; days
    are ISO 8601, “2009” or “2009-11-01”."""
    return kept.get("period", _read)


def _read():
    found = [
        model.objects.published().order_by().aggregate(first=Min(model.lasts[0]), last=Max(model.lasts[1]))
        for model in kinds()
        if model.lasts
    ]
    firsts, lasts = ([each[end] for each in found if each[end]] for end in ("first", "last"))
    return (min(firsts), max(lasts)) if firsts and lasts else None

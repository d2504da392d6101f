"""What does the source itself say, and which part of that is what a record rests on?"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from seminars.models import Source
from seminars.statement_order import in_order

# “…, first sentence, second half”: the parts of one passage differ by such an ending alone.
PART = re.compile(r"(, \w+ (sentence|clause|half|part))+$")


@dataclass
class Passage:
    """A passage of a document as it stands there, statement by statement: (source, whether the record rests on it)."""

    document: str
    place: str
    parts: list[tuple[Source, bool]] = field(default_factory=list)


def with_neighbours(rests_on: Collection[str]) -> QuerySet:
    """The public sources of these slugs, and for each quoted statement all that its register quotes."""
    public = Source.objects.published()
    mine = public.filter(slug__in=rests_on).exclude(quotation="")
    register = Q(series__in=mine.exclude(statement="").values("series")) & ~Q(statement="") & ~Q(quotation="")
    return public.filter(Q(slug__in=rests_on) | register)


def passages(sources: Iterable[Source], rests_on: Collection[str]) -> list[Passage]:
    """The passages in which the quoted sources of these slugs stand, whole and in order, out of `with_neighbours`."""
    found: dict[tuple, Passage] = {}
    for source in sorted((each for each in sources if each.quotation), key=in_order):
        key = (source.series_id, source.document, _place(source) if source.statement else source.pk)
        passage = found.setdefault(key, Passage(source.document, _place(source)))
        passage.parts.append((source, source.slug in rests_on))
    return [each for each in found.values() if any(is_marked for _, is_marked in each.parts)]


def _place(source):
    return PART.sub("", source.place)

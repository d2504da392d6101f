"""What does the source itself say, and which part of that is what a record rests on?"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from collabfutures.curation.pages.views import RecordDetailView
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


def passages(rests_on: Collection[str]) -> list[Passage]:
    """The passages in which the quoted sources of these slugs stand, whole and in order; one query."""
    mine = Source.objects.published().filter(slug__in=rests_on).exclude(quotation="")
    register = Q(series__in=mine.exclude(statement="").values("series")) & ~Q(statement="")
    around = Source.objects.published().exclude(quotation="").filter(Q(slug__in=rests_on) | register)
    found: dict[tuple, Passage] = {}
    for source in sorted(around if rests_on else [], key=in_order):
        key = (source.series_id, source.document, _place(source) if source.statement else source.pk)
        passage = found.setdefault(key, Passage(source.document, _place(source)))
        passage.parts.append((source, source.slug in rests_on))
    return [each for each in found.values() if any(is_marked for _, is_marked in each.parts)]


def _place(source):
    return PART.sub("", source.place)


class SourcedDetailView(RecordDetailView):
    """The page of a record that rests on sources: their own words are on it."""

    def more(self, record: Any) -> dict[str, Any]:
        return {"passages": passages({link.slug for link in record.links["sources"]})}

    def template_names(self, name: str) -> list[str]:
        *own, usual = super().template_names(name)
        return [*own, "seminars/sourced_detail.html" if name == "detail" else usual]

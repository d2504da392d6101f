"""The page of a record that rests on sources: what they say in their own words, and who was there to speak."""

from typing import Any

from collabfutures.curation.mixed import fetch_mixed
from collabfutures.curation.pages.views import RecordDetailView
from seminars.models import Series
from seminars.own_words import passages, with_neighbours
from seminars.voices import public_of, told_of, who_was_there


class SourcedDetailView(RecordDetailView):
    """The page of a record that rests on sources: their own words are on it, and who was there to speak."""

    def voiced(self, record: Any) -> list[Series]:
        """The series of which the page says whose voices they are."""
        return []

    def more(self, record: Any) -> dict[str, Any]:
        """{"passages", "rests_on": the sources themselves, "all_voices"}; one query."""
        rests_on, series = {link.slug for link in record.links["sources"]}, public_of(self.voiced(record))
        sources, *there = fetch_mixed(with_neighbours(rests_on), *who_was_there(series))
        return {
            "passages": passages(sources, rests_on),
            "rests_on": [source for source in sources if source.slug in rests_on],
            "all_voices": told_of(series, *there) if series else [],
        }

    def template_names(self, name: str) -> list[str]:
        *own, usual = super().template_names(name)
        return [*own, "seminars/sourced_detail.html" if name == "detail" else usual]

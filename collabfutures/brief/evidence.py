"""How sure, how old, by whom and against what? The lines of a paper, each cut to what there is room for."""

from collections import Counter
from collections.abc import Iterable
from textwrap import shorten

from django.utils import timezone

from collabfutures.brief.gathering import Gathered
from collabfutures.brief.parts import READING
from findings.models.answer import SENTENCE
from findings.strength import resting_on
from seminars.models import Presence

MOST, SHORT = 3, 230
RELATED = ("themes", "barriers", "seminars", "discourses", "sources")


def some(texts: Iterable[str], most: int = MOST) -> list[str]:
    """As many as there is room for, each cut at a word; the last says how many more there are."""
    texts = list(dict.fromkeys(filter(None, texts)))
    shown = [shorten(text, SHORT, placeholder=" …") for text in texts[:most]]
    return [*shown, f"… and {len(texts) - most} more in the annex"] if len(texts) > most else shown


def competes(found: Gathered) -> list[str]:
    """The tensions between the options, or else those of one of them with others, collected ones first."""
    options = {option.pk for option in found.options}
    ends = {each: {end for end in (each.first_id, each.second_id) if end} for each in found.competing}
    between = [each for each in found.competing if ends[each] <= options]
    shown = sorted(between or found.competing, key=lambda each: (each not in found.records, each.sort_title, each.pk))
    marks = {each: f" ({READING})" if each.is_our_reading else "" for each in shown}
    return some((f"{each.title}{mark}: {SENTENCE.split(each.summary)[0]}" for each, mark in marks.items()), 2)


def basis(found: Gathered) -> list[str]:
    """How sure the source is, from which awards this is, how old, and by whom."""
    awards = list(dict.fromkeys(note for record in found.records for note in getattr(record, "provenance", ())))
    states = Counter(each.consensus for each in found.findings)
    return [resting_on(states, awards), *some(map(_of_series, found.series), 2)]


def _of_series(series):
    funded = f", funded by {series.funder}" if series.funder else ""
    by = f", led by {series.lead_organisation}" if series.lead_organisation else ""
    age = timezone.localdate().year - int(series.end_date[:4]) if series.end_date else 0
    old = f". It ended {age} years ago" if age > 1 else ""
    return f"From “{shorten(series.title, 130, placeholder=' …')}”{by}{funded}{old}."


def voices(found: Gathered) -> list[str]:
    """Who took part in the series behind it, and who was harder to attract."""
    said = {Presence.PRESENT: "Took part", Presence.HARDER_TO_REACH: "Harder to attract than others"}
    titles = {presence: [each.title for each in found.voices if each.presence == presence] for presence in said}
    told = [f"{said[presence]}: {'; '.join(names)}" for presence, names in titles.items() if names]
    return [shorten(text, SHORT, placeholder=" …") for text in told]


def gaps(found: Gathered) -> list[str]:
    """Of which lines nothing is recorded, and how often.

    That a record names no theme, barrier or seminar is of no use to a board: it is in the annex.
    """
    counted = Counter(gap.partition(" (")[0] for entry in found.entries for gap in entry.gaps)
    total = len(found.entries)
    lines = (
        f"{label.capitalize()}: nothing in {number} of {total} entries"
        for label, number in counted.most_common()
        if label not in RELATED
    )
    return some(lines)

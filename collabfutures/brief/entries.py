"""One record as an entry of a brief: what is recorded of it, what is not, and the source's own words for it."""

from collections.abc import Callable

from django.utils.text import capfirst

from collabfutures.brief.parts import READING, Entry, Line
from collabfutures.brief.references import References
from collabfutures.curation import registry
from collabfutures.curation.models import Record
from collabfutures.curation.pages.field_values import FieldValue, field_values

LONGEST_TEXT = 4_000
# What a brief says elsewhere: where it stands in the sources, and once for all what an award says of its use.
ELSEWHERE = ("sources", "series", "award_areas", "source_text", "statement", "position", "is_overview")


def entry(key: str, record: Record, absolute: Callable[[str], str], references: References) -> Entry:
    """The Entry of a prepared record."""
    lines = [Line("Rests on", "; ".join(record.provenance))] if record.provenance else []
    gaps = []
    for field_value in field_values(record, registry.kind_of(type(record)).serializer_class):
        if field_value.name in ELSEWHERE:
            continue
        line = _line(field_value)
        if line:
            lines.append(line)
        else:
            gaps.append(f"{field_value.label.lower()} ({field_value.absence.lower()})")
    return Entry(
        key=key,
        kind=capfirst(record._meta.verbose_name) + (f" ({READING})" if record.is_our_reading else ""),
        title=record.title,
        summary=clipped(record.summary),
        path=record.get_absolute_url(),
        address=absolute(record.get_absolute_url()),
        cites=references.of(record),
        quotes=[clipped(text) for text in references.quotes(record)],
        lines=lines,
        gaps=gaps,
    )


def _line(field_value: FieldValue) -> Line | None:
    texts = [str(link) for link in field_value.links] or [str(value) for value in field_value.values]
    between = " " if all(text.endswith((".", "?", "!")) for text in texts) else "; "
    mark = f" ({READING})" if field_value.is_our_reading else ""
    return Line(f"{field_value.label}{mark}", clipped(between.join(texts))) if texts else None


def clipped(text: str) -> str:
    """No more of a text than a brief has use for: an imported one may be a book."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} … The rest stands at its address."

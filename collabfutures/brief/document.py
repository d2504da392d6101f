"""What stands in a brief? Plain data, written down once for the page, DOCX and PDF."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from collabfutures.brief.collection import Collection
from collabfutures.brief.parts import READING, Entry, Line, Section
from collabfutures.brief.references import References, cited
from collabfutures.brief.sections import named, open_on, questions, tensions, terms
from collabfutures.curation import registry
from collabfutures.curation.links import prefetch_mixed_links
from collabfutures.curation.mixed import fetch_mixed
from collabfutures.curation.models import ContentVersion, Record
from collabfutures.curation.pages.field_values import field_values
from findings.models import Tension
from seminars.models import Sector

LONGEST_TEXT = 4_000
CAVEAT = (
    "It repeats what is recorded in the knowledge base and ranks nothing. What is marked as not recorded is a gap in "
    "the record, not a finding that there is nothing. Numbers in brackets are the sources at the end."
)


@dataclass
class Brief:
    """`preface` says for whom and when it was written; `address` is where it can be opened again."""

    title: str
    preface: str
    address: str
    entries: list[Entry]
    sections: list[Section]
    sources: list[str]


def written(records: list[Record], collection: Collection, sector: Sector | None, request: HttpRequest) -> Brief:
    """The Brief of a Collection, of which `records` are public, for readers of a Sector (or None)."""
    absolute = request.build_absolute_uri
    _prepare(records)
    sources, competing, open_questions = fetch_mixed(
        cited(records), Tension.objects.published().of(named(records, "discourse")), open_on(records, sector)
    )
    references = References(records, sources, absolute)
    entries = [_entry(record, absolute, references) for record in records]
    gaps = [Line(entry.title, ", ".join(entry.gaps)) for entry in entries if entry.gaps]
    return Brief(
        title=collection.title or "What is known: a brief",
        preface=_preface(sector),
        address=absolute(f"{request.path}?{collection.query}"),
        entries=entries,
        sections=[
            tensions(records, competing),
            terms(records, sector),
            questions(records, open_questions),
            Section("What is not recorded", gaps, "Every line of these records is filled."),
        ],
        sources=references.written,
    )


def _preface(sector):
    whom = f" for readers of the {sector.title.lower()}" if sector else ""
    day, version = f"{timezone.localdate():%-d %B %Y}", ContentVersion.current()
    return f"This brief was written{whom} on {day} from content version {version}. {CAVEAT}"


def _clipped(text):
    """No more of a text than a brief has use for: an imported one may be a book."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} … The rest stands at its address."


def _prepare(records):
    """As the serializers do, with the links of all kinds in one query."""
    by_kind = sorted(records, key=lambda record: record._meta.label_lower)
    groups = [(registry.kind_of(kind).serializer_class, list(group)) for kind, group in groupby(by_kind, key=type)]
    prefetch_mixed_links((group, serializer.linked()) for serializer, group in groups)
    for serializer, group in groups:
        serializer.prefetch_rest(group)


def _entry(record, absolute, references):
    lines, gaps = [Line("Rests on", "; ".join(record.provenance))] if record.provenance else [], []
    for field_value in field_values(record, registry.kind_of(type(record)).serializer_class):
        if field_value.name == "sources":
            continue
        texts = [str(link) for link in field_value.links] or [str(value) for value in field_value.values]
        if texts:
            mark = f" ({READING})" if field_value.is_our_reading else ""
            lines.append(Line(f"{field_value.label}{mark}", _clipped("; ".join(texts))))
        else:
            gaps.append(f"{field_value.label.lower()} ({field_value.absence.lower()})")
    return Entry(
        record=record,
        kind=capfirst(record._meta.verbose_name) + (f" ({READING})" if record.is_our_reading else ""),
        title=record.title,
        summary=_clipped(record.summary),
        address=absolute(record.get_absolute_url()),
        cites=references.of(record),
        lines=lines,
        gaps=gaps,
    )

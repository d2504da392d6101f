"""What stands in the annex of a brief? Plain data, written down once for the page, DOCX and PDF."""

from dataclasses import dataclass

from django.utils import timezone

from collabfutures.brief.gathering import Gathered
from collabfutures.brief.parts import Entry, Line, Section
from collabfutures.brief.sections import questions, tensions, terms
from collabfutures.curation.models import ContentVersion

CAVEAT = (
    "It repeats what is recorded in the knowledge base and ranks nothing. What is marked as not recorded is a gap in "
    "the record, not a finding that there is nothing. Numbers in brackets are the sources at the end."
)


@dataclass
class Annex:
    """`preface` says for whom and when it was written; `address` is where it can be opened again.

    `places` say where in each source its statements stand, `licence` under which they are quoted, `version` of which
    state of the knowledge base all this is: small print.
    """

    title: str
    organisation: str
    preface: str
    address: str
    entries: list[Entry]
    sections: list[Section]
    sources: list[str]
    places: list[str]
    licence: str
    version: str


def annex(found: Gathered, address: str) -> Annex:
    """The Annex of what was gathered, which can be opened again at an address."""
    gaps = [Line(entry.title, ", ".join(entry.gaps)) for entry in found.entries if entry.gaps]
    return Annex(
        title=found.collection.title or "What is known: a brief",
        organisation=found.collection.organisation,
        preface=_preface(found.sector),
        address=address,
        entries=found.entries,
        sections=[
            tensions(found.records, found.competing),
            terms(found.records, found.sector),
            questions(found.records, found.open_questions),
            _areas(found),
            Section("What is not recorded", gaps, "Every line of these records is filled."),
        ],
        sources=found.references.written,
        places=found.references.places,
        licence=found.references.licence,
        version=f"Content version {ContentVersion.current()}",
    )


def _preface(sector):
    whom = f" for readers of the {sector.title.lower()}" if sector else ""
    return f"This brief was written{whom} on {timezone.localdate():%-d %B %Y}. {CAVEAT}"


def _areas(found):
    """What the awards say of their use, once: it is a fact of the award and not of its findings."""
    titles = sorted(each.title for each in found.series)
    lines = [Line("; ".join(titles), "; ".join(sorted(each.title for each in found.areas)))] if found.areas else []
    return Section("Areas of use that the awards name", lines, "No award of these records names one.")

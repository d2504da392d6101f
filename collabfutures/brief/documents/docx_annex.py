"""The annex of a brief as a Word document: every record with its sources and their own words."""

from collabfutures.brief.annex import Annex
from collabfutures.brief.documents.docx import MEDIA_TYPE, frame, labelled, link, new, saved
from collabfutures.curation.fields import readable

__all__ = ["MEDIA_TYPE", "write"]


def write(annex: Annex) -> bytes:
    """The bytes of the document."""
    document = new(annex.title, margin=2.2, size=10.5)
    frame(document, " · ".join(filter(None, [annex.organisation, f"Annex: {annex.title}"])))
    document.add_heading(readable(annex.title), 0)
    document.add_paragraph(readable(annex.preface))
    document.add_heading("What is recorded", 1)
    for entry in annex.entries:
        _entry(document, entry)
    for section in annex.sections:
        _section(document, section)
    _sources(document, annex)
    return saved(document)


def _entry(document, entry):
    document.add_heading(readable(entry.title), 2)
    document.add_paragraph(readable(": ".join(filter(None, [entry.kind, "; ".join(entry.cites)]))))
    if entry.summary:
        document.add_paragraph(readable(entry.summary))
    for line in entry.lines:
        labelled(document, line.label, line.text)
    for quote in entry.quotes:
        document.add_paragraph(readable(quote), style="Quote")
    link(document.add_paragraph(), entry.address)


def _section(document, section):
    document.add_heading(section.title, 1)
    for line in section.lines:
        labelled(document, line.label, line.text)
    if not section.lines:
        document.add_paragraph(readable(section.absence))


def _sources(document, annex):
    document.add_heading("Sources", 1)
    for number, source in enumerate(annex.sources, 1):
        document.add_paragraph(f"[{number}] {readable(source)}")
    if not annex.sources:
        document.add_paragraph("No source is recorded.")
    document.add_heading("Notes", 1)
    for note in filter(None, [*annex.places, annex.licence, annex.version]):
        document.add_paragraph(readable(note))
    link(document.add_paragraph("This brief can be opened again at "), annex.address)

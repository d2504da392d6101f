"""A brief as a Word document: real headings, a language, a title; readable by a screen reader."""

import io

from django.conf import settings
from django.utils import timezone
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from collabfutures.brief.document import Brief
from collabfutures.curation.fields import readable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(brief: Brief) -> bytes:
    """The bytes of the document."""
    document = Document()
    _describe(document, brief)
    document.add_heading(readable(brief.title), 0)
    document.add_paragraph(readable(brief.preface))
    document.add_heading("What is recorded", 1)
    for entry in brief.entries:
        _entry(document, entry)
    for section in brief.sections:
        _section(document, section)
    document.add_heading("Sources", 1)
    for number, source in enumerate(brief.sources, 1):
        document.add_paragraph(f"[{number}] {readable(source)}")
    if not brief.sources:
        document.add_paragraph("No source is recorded.")
    link(document.add_paragraph("This brief can be opened again at "), brief.address)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _describe(document, brief):
    properties = document.core_properties
    properties.title, properties.author = readable(brief.title)[:255], settings.SITE_NAME
    properties.language, properties.comments = "en-GB", ""
    properties.created = properties.modified = timezone.now().replace(tzinfo=None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _entry(document, entry):
    document.add_heading(readable(entry.title), 2)
    document.add_paragraph(readable(": ".join(filter(None, [entry.kind, "; ".join(entry.cites)]))))
    if entry.summary:
        document.add_paragraph(readable(entry.summary))
    for line in entry.lines:
        _line(document, line)
    link(document.add_paragraph(), entry.address)


def _section(document, section):
    document.add_heading(section.title, 1)
    for line in section.lines:
        _line(document, line)
    if not section.lines:
        document.add_paragraph(readable(section.absence))


def _line(document, line):
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run(f"{readable(line.label)}: ").bold = True
    paragraph.add_run(readable(line.text))


def link(paragraph: Paragraph, address: str) -> None:
    """A real hyperlink, which python-docx has no call for."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), key)
    run = paragraph.add_run(address)
    element.append(run._r)
    paragraph._p.append(element)

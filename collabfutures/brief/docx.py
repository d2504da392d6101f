"""A brief as a Word document: real headings, a language, a title; readable by a screen reader."""

import io

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(brief):
    """The bytes of the document."""
    document = Document()
    _describe(document, brief)
    document.add_heading(clean(brief.title), 0)
    whom = f"For readers of the {brief.sector.lower()}. " if brief.sector else ""
    document.add_paragraph(f"{whom}Written on {brief.day} from content version {brief.version}. {brief.caveat}")
    for entry in brief.entries:
        _entry(document, entry)
    for section in brief.sections:
        _lines(document, section.title, section.lines, section.absence)
    _lines(document, "What is not recorded", brief.gaps, "Every line of these records is filled.")
    document.add_heading("Sources", 1)
    for source in brief.sources or ["No source is recorded."]:
        document.add_paragraph(clean(source), style="List Number" if brief.sources else None)
    link(document.add_paragraph("This brief can be opened again at "), brief.address)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def clean(text):
    """What XML cannot hold is left out."""
    return ILLEGAL_CHARACTERS_RE.sub("", str(text))


def _describe(document, brief):
    properties = document.core_properties
    properties.title, properties.author = clean(brief.title)[:255], "Collaborative Futures"
    properties.language, properties.comments = "en-GB", ""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _entry(document, entry):
    document.add_heading(clean(entry.title), 1)
    link(document.add_paragraph(f"{entry.kind}. "), entry.address)
    if entry.summary:
        document.add_paragraph(clean(entry.summary))
    for line in entry.lines:
        _line(document, line)


def _lines(document, title, lines, absence):
    document.add_heading(title, 1)
    for line in lines:
        _line(document, line)
    if not lines:
        document.add_paragraph(absence)


def _line(document, line):
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run(f"{clean(line.label)}: ").bold = True
    paragraph.add_run(clean(line.text))


def link(paragraph, address):
    """A real hyperlink, which python-docx has no call for."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), key)
    run = paragraph.add_run(address)
    element.append(run._r)
    paragraph._p.append(element)

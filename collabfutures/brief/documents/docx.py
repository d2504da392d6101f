"""What both Word documents have in common: A4, a language, real headings, page numbers, real links."""

import io
from typing import Any

from django.conf import settings
from django.utils import timezone
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from collabfutures.curation.fields import readable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Heading style: (size in points, space before, space after).
HEADINGS = {"Title": (20, 0, 6), "Heading 1": (14, 14, 4), "Heading 2": (12, 10, 3)}
INK = RGBColor(0x0C, 0x3B, 0x3D)


def new(title: str, margin: float, size: float) -> Any:
    """An A4 document with its title and language; margins in centimetres, the size of its text in points."""
    document = Document()
    _describe(document, title)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(margin)
    section.header_distance = section.footer_distance = Cm(margin / 2)
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(size), Pt(size / 3)
    for name, (points, before, after) in HEADINGS.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(points * size / 11), INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return document


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _describe(document, title):
    properties = document.core_properties
    properties.title, properties.author = readable(title)[:255], settings.SITE_NAME
    properties.language, properties.comments = "en-GB", ""
    properties.created = properties.modified = timezone.now().replace(tzinfo=None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def frame(document: Any, header: str) -> None:
    """A running header, and “Page 1 of 3” below."""
    section = document.sections[0]
    section.header.paragraphs[0].text = readable(header)
    footer = section.footer.paragraphs[0]
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(text)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        footer._p.append(element)


def labelled(document: Any, label: str, text: str, style: str = "List Bullet") -> None:
    """A paragraph that begins with its label in bold."""
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(f"{readable(label)}: ").bold = True
    paragraph.add_run(readable(text))


def link(paragraph: Paragraph, address: str, text: str = "") -> None:
    """A real hyperlink, which python-docx has no call for; without a text it shows its address."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), key)
    run = paragraph.add_run(text or address)
    run.underline = True
    element.append(run._r)
    paragraph._p.append(element)

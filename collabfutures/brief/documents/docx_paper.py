"""The one page for a board as a Word document, with room for what its author recommends."""

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from collabfutures.brief.documents.docx import MEDIA_TYPE, frame, labelled, link, new, saved
from collabfutures.brief.paper import Paper
from collabfutures.curation.fields import readable

__all__ = ["MEDIA_TYPE", "write"]
WIDTHS = (3.3, 8.7, 5.8)
# With more characters of data than this a page needs smaller letters.
CROWDED = 4_200
# (heading, the list of the paper): what stands before the table of options, and what after it.
BEFORE = (
    ("How sure, how old, and by whom", "basis"),
    ("Whose voices", "voices"),
    ("What partners answered in a workshop, which is no evidence", "partners"),
)
AFTER = (("What competes", "competes"), ("What is not recorded", "gaps"), ("What to ask", "ask"))


def write(paper: Paper) -> bytes:
    """The bytes of the document."""
    document = new(paper.question, margin=1.6, size=_size(paper))
    frame(document, " · ".join(filter(None, [paper.organisation, paper.day, paper.for_whom])))
    document.add_heading(readable(paper.question), 0)
    document.add_heading("Short answer from the record", 1)
    for sentence in paper.answer:
        document.add_paragraph(readable(sentence))
    document.add_paragraph(readable(paper.answered_by)).runs[0].italic = True
    if paper.limits:
        labelled(document, "What it does not say", " ".join(paper.limits), style="Normal")
    for heading, name in BEFORE:
        _list(document, heading, getattr(paper, name), paper.absences.get(name, ""))
    if paper.options:
        _options(document, paper.options)
    for heading, name in AFTER:
        _list(document, heading, getattr(paper, name), paper.absences.get(name, ""))
    _recommendation(document)
    link(document.add_paragraph(f"{readable(paper.rest)} "), paper.address, "Open this brief again")
    return saved(document)


def _size(paper):
    """In points, so that it stays one page: Word says nobody how long a text becomes."""
    return 8.5 if len(str(paper)) < CROWDED else 8


def _options(document, options):
    document.add_heading("What is and is not known", 1)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    _fill(table.rows[0], [["Option: what it speaks of"], ["Recorded"], ["Not recorded"]])
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for each in options:
        _fill(table.add_row(), [[each.name], each.known or ["Nothing"], each.unknown or ["Every line is filled"]])
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        for cell in (column, *column.cells):
            cell.width = Cm(width)


def _fill(row, texts):
    for cell, parts in zip(row.cells, texts, strict=True):
        cell.text = readable("\n".join(parts))
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _list(document, heading, texts, absence):
    if texts or absence:
        labelled(document, heading, texts[0] if texts else absence, style="Normal")
        for text in texts[1:]:
            document.add_paragraph(readable(text), style="List Bullet")


def _recommendation(document):
    """An empty box: what to do is for the author to say."""
    document.add_heading("Recommendation (to be written by the author)", 1)
    row = document.add_table(rows=1, cols=1, style="Table Grid").rows[0]
    row.height, row.height_rule = Cm(2.4), WD_ROW_HEIGHT_RULE.AT_LEAST

"""A brief as a tagged PDF. Typst writes it from data: no text of a record is ever read as markup."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import typst

from collabfutures.brief.document import Brief

MEDIA_TYPE = "application/pdf"
TEMPLATE = Path(__file__).parent / "brief.typ"


def write(brief: Brief) -> bytes:
    """The bytes of the document: PDF/UA-1, or plainly tagged where a character has no glyph in the fonts there are."""
    plain = replace(brief, entries=[replace(entry, record=None) for entry in brief.entries])
    inputs = {"brief": json.dumps(asdict(plain))}
    try:
        return typst.compile(str(TEMPLATE), sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:
        return typst.compile(str(TEMPLATE), sys_inputs=inputs)

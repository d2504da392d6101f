"""A brief as a tagged PDF. Typst writes it from data: no text of a record is ever read as markup."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

MEDIA_TYPE = "application/pdf"
TEMPLATE = Path(__file__).parent / "brief.typ"


def write(brief):
    """The bytes of the document: PDF/UA-1, or plainly tagged where a character has no glyph in the fonts there are."""
    inputs = {"brief": json.dumps(_data(brief))}
    try:
        return typst.compile(str(TEMPLATE), sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:
        return typst.compile(str(TEMPLATE), sys_inputs=inputs)


def _data(brief):
    entries = [
        {**vars(entry), "record": None, "lines": [asdict(line) for line in entry.lines]} for entry in brief.entries
    ]
    return {
        "title": brief.title,
        "sector": brief.sector.lower(),
        "day": brief.day,
        "version": brief.version,
        "address": brief.address,
        "caveat": brief.caveat,
        "entries": entries,
        "sections": [asdict(section) for section in brief.sections],
        "gaps": [asdict(line) for line in brief.gaps],
        "sources": brief.sources,
    }

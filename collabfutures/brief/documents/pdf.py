"""The documents of a brief as tagged PDF. Typst writes them from data: no text of a record is ever read as markup."""

import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import typst
from django.utils.text import get_text_list

from collabfutures.brief.annex import Annex
from collabfutures.brief.paper import Paper

MEDIA_TYPE = "application/pdf"
HERE = Path(__file__).parent
# One document after another, in one thread: each thread that ever wrote one would keep some 30 MB for the next.
_writer = ThreadPoolExecutor(1)
# The scripts that the fonts of any system have.
SHOWN = {"LATIN", "GREEK", "CYRILLIC"}


def write(document: Annex | Paper) -> bytes:
    """The bytes of the document: PDF/UA-1, or plainly tagged where a character has no glyph in the fonts there are.

    Then the document names the scripts that it cannot show.
    """
    template = str(HERE / f"{type(document).__name__.lower()}.typ")
    text = json.dumps(asdict(document), ensure_ascii=False)
    return _writer.submit(_written, template, text).result()


def _written(template, text):
    try:
        return typst.compile(template, sys_inputs={"brief": text, "missing": ""}, pdf_standards=["ua-1"])
    except typst.TypstError:
        return typst.compile(template, sys_inputs={"brief": text, "missing": _missing(text)})


def _missing(text):
    letters = {character for character in text if character.isalpha()}
    scripts = {unicodedata.name(letter, "unknown").split()[0].removesuffix("-COMPATIBILITY") for letter in letters}
    names = [name.title() if name != "CJK" else "Chinese" for name in sorted(scripts - SHOWN)]
    told = f"letters ({get_text_list(names, 'and')})" if names else "characters"
    return f"Some {told} have no font here and may be missing on these pages; the Word document holds them all."

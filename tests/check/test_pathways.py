"""Each of the four pathways leads to a brief on disk, by keyboard and mouse alone: no JavaScript."""

import io
import re

import pytest
from docx import Document
from pypdf import PdfReader

pytestmark = pytest.mark.browser

# (pathway, the part that goes into the brief, a title in it, what the documents say besides)
PATHWAYS = [
    ("I plan a collaboration", "What holds for all sectors", "Discourses show differently in each sector", "consensus"),
    ("I run a collaboration", "What hampers it", "Absorptive capacity", "remedies recorded"),
    ("I scrutinise a collaboration", "What came of it", "Christie Commission, Scotland", "can it be assessed?"),
    ("I study collaborations", "Open questions", "How do sectors learn from one another?", "methods"),
]


@pytest.mark.parametrize(("pathway", "part", "title", "told"), PATHWAYS, ids=[each[0] for each in PATHWAYS])
def test_a_door_leads_to_a_brief_on_disk(pathway, part, title, told, site, chromium, tmp_path):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name=pathway).click()
    page.get_by_label("Your sector").select_option("public")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile(f"in my brief.*{re.escape(part)}")).click()
    assert page.get_by_label("Your sector").input_value() == "public"
    page.get_by_label("Your question").fill("For our board")
    page.get_by_role("button", name="Apply").click()
    assert page.get_by_role("heading", level=1).inner_text() == "For our board"
    for name, read in (("Annex as Word", _docx), ("Annex as PDF", _pdf)):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        text = " ".join(read(path.read_bytes()).split())
        for wanted in ("For our board", "for readers of the public sector", title):
            assert wanted in text, f"{wanted} is not in the {name}"
        assert re.search(r"\[\d\] GtR record of award ES/H000933/1", text)
        assert told in text.lower()
        if part == "What holds for all sectors":
            assert "Emerged; consensus not claimed" in text
    context.close()


def _docx(content):
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def _pdf(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

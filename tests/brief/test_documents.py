"""The paper for a board and its annex: opened and read back, with few records and with as many as there may be."""

import io
from html import unescape
from urllib.parse import urlencode

import pytest
from docx import Document
from pypdf import PdfReader

from collabfutures.brief.keys import MOST
from findings.models import Barrier, Finding, Tension
from seminars.models import Series, Source, Theme
from tests.making import make

WORKSHOP = "workshop.1-more-from-resources=3&2-users-shape-it=3&name-1=The+council&name-2=The+charity"
COMPARED = "comparison.discourse=efficiency&discourse=responsiveness"


def keys(number):
    """As many keys as asked for: an answer, what pages showed, findings, barriers, tensions."""
    records = [*Finding.objects.all(), *Barrier.objects.all(), *Tension.objects.all(), *Theme.objects.all()]
    named = [f"{record._meta.model_name}.{record.slug}" for record in records]
    chosen = ["answer.why-partners-disagree-on-success", COMPARED, *([WORKSHOP] if number > 3 else [])]
    return list(dict.fromkeys([*chosen, *named]))[:number]


def fetched(client, document, form, entries, **more):
    query = {"brief": "~".join(entries), "document": document, "format": form, **more}
    response = client.get(f"/brief/?{urlencode(query)}")
    assert response.status_code == 200
    return response.content


def pdf(content):
    return PdfReader(io.BytesIO(content))


def pdf_text(content):
    return " ".join(" ".join(page.extract_text() for page in pdf(content).pages).split())


def docx_text(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    framed = [part.paragraphs[0].text for part in (document.sections[0].header, document.sections[0].footer)]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells, *framed]).split())


@pytest.mark.parametrize("number", [3, 12, MOST])
def test_the_paper_is_one_tagged_page_that_answers_a_boards_questions(number, series, client):
    asked = {"brief_title": "Who decides?", "brief_organisation": "Cardiff Council", "brief_sector": "public"}
    content = fetched(client, "paper", "pdf", keys(number), **asked)
    assert len(pdf(content).pages) == 1
    assert pdf(content).trailer["/Root"]["/MarkInfo"]["/Marked"]
    words = fetched(client, "paper", "docx", keys(number), **asked)
    for told in (pdf_text(content), docx_text(words)):
        for wanted in (
            "Who decides?",
            "Cardiff Council",
            "For readers of the public sector",
            "Several discourses drive collaboration, and each says something else",
            "Recorded answer to “Why do partners disagree on what success is?”",
            "What it does not say: The source names no pair of discourses that compete",
            "Efficiency",
            "what success would mean",
            "What competes",
            "consensus is hard to claim",
            "ES/H000933/1, 2009–2011",
            "led by Cardiff Metropolitan University, funded by ESRC. It ended",
            "Harder to attract than others",
            "What is not recorded",
            "What to ask",
            "Recommendation (to be written by the author)",
        ):
            assert wanted in told, wanted
        assert "Page" in told


def test_the_paper_says_what_the_partners_said_and_asks_their_questions(series, client):
    told = pdf_text(fetched(client, "paper", "pdf", [WORKSHOP]))
    assert "The council speaks most of “making the most of resources”, the charity of" in told
    assert "What is this collaboration for, in your own words?" in told
    assert "Add an answer or a finding to the brief to get a short answer here." in told
    assert "Efficiency and the discourses beside it" in told


def test_a_paper_whose_every_text_is_far_too_long_is_still_one_page(db, client):
    award = make(Series, slug="s", title="t" * 300)
    for number in range(20):
        make(Finding, slug=f"f{number}", title="w" * 250, series=award, summary=f"{number} " + "word " * 2000)
    named = [f"finding.f{number}" for number in range(20)]
    content = fetched(client, "paper", "pdf", named, brief_title="q" * 120, brief_organisation="o" * 120)
    assert len(pdf(content).pages) == 1
    assert "17 more in the annex" in pdf_text(content)


def test_the_annex_holds_the_sources_own_words_and_names_each_area_once(series, client):
    named = [f"finding.{each.slug}" for each in Finding.objects.published()[:6]]
    for form, read in (("pdf", pdf_text), ("docx", docx_text)):
        told = read(fetched(client, "annex", form, named))
        assert "Whilst difficult to claim consensus, a number of key findings emerged" in told
        assert "Open Government Licence v3.0" in told
        assert told.count("Healthcare") == 1
        # Where in the source a statement stands is small print at the end, and so is the state of the database.
        assert told.index("third sentence") > told.index("No source" if "No source" in told else "Sources")
        assert told.rindex("Content version") > told.index("Areas of use")


def test_what_pages_showed_stands_in_the_annex_and_can_be_moved(series, client):
    entries = "~".join([COMPARED, "map.rows=theme&columns=discourse&sector=public", WORKSHOP])
    page = client.get(f"/brief/?{urlencode({'brief': entries})}")
    told = page.content.decode()
    assert [entry.title for entry, *_ in page.context["entries"]] == [
        "Efficiency and Responsiveness compared",
        "Findings by theme and discourse",
        "What the partners’ answers come to",
    ]
    assert "Efficiency: Endorses collaboration | Responsiveness: Identifies what collaboration improves" in told
    assert "narrowed to Sector: public" in told
    assert 'href="/compare/?discourse=efficiency&amp;discourse=responsiveness' in told


@pytest.mark.parametrize(
    "key", ["comparison.discourse=efficiency", "map.rows=theme&columns=theme", "workshop.1-x=3", "map.kind=nothing"]
)
def test_a_page_that_refuses_its_query_is_left_out_and_counted(key, series, client):
    page = client.get(f"/brief/?{urlencode({'brief': f'{key}~barrier.language'})}")
    assert page.context["missing"] == 1
    assert len(page.context["entries"]) == 1


def test_no_brief_takes_more_pages_than_can_be_answered(series, client):
    entries = "~".join(f"map.page_size={number}" for number in range(5))
    response = client.get(f"/brief/?{urlencode({'brief': entries})}")
    assert response.status_code == 400
    assert "at most 4 maps, comparisons and workshops" in response.content.decode()


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("/compare/?discourse=efficiency&discourse=responsiveness", "Efficiency and Responsiveness compared"),
        ("/map/?rows=theme&columns=sector&theme=trust", "Findings by theme and sector"),
        ("/map/", "Findings by theme and discourse"),
        ("/what-competes/?1-more-from-resources=3", "What the partners’ answers come to"),
    ],
)
def test_a_page_offers_to_put_itself_into_the_brief(page, title, series, client):
    told = client.get(page, follow=True)
    offered = told.content.decode().partition('class="button" href="/brief/?')[2].partition('"')[0]
    assert [entry.title for entry, *_ in client.get(f"/brief/?{unescape(offered)}").context["entries"]] == [title]


def test_scripts_without_a_font_are_named_and_long_words_are_broken(db, client):
    make(Finding, slug="odd", title="日本語 हिन्दी", summary="w" * 300)
    told = pdf_text(fetched(client, "annex", "pdf", ["finding.odd"]))
    assert "Some letters (Chinese and Devanagari) have no font here" in told
    assert "the Word document holds them all" in told
    lines = pdf(fetched(client, "annex", "pdf", ["finding.odd"])).pages[0].extract_text().splitlines()
    broken = [line for line in lines if "wwwwwwww" in line]
    assert sum(line.count("w") for line in broken) >= 300
    assert max(map(len, broken)) < 100


def test_a_quotation_without_a_licence_is_in_no_annex(db, client):
    source = make(Source, slug="s", title="S", statement="", quotation="Own words", licence="cc0")
    finding = make(Finding, slug="f", title="F")
    finding.sources.add(source)
    told = docx_text(fetched(client, "annex", "docx", ["finding.f"]))
    assert "“Own words”" in told
    assert "Creative Commons Zero" in told


def test_areas_of_the_award_are_told_of_whatever_was_collected(series, client):
    for entry in ("answer.why-partners-disagree-on-success", "finding.several-discourses"):
        assert "Healthcare" in docx_text(fetched(client, "annex", "docx", [entry])), entry


def test_several_answers_are_each_told_under_their_question(series, client):
    both = ["answer.why-partners-disagree-on-success", "answer.can-a-council-learn-from-a-firm"]
    told = pdf_text(fetched(client, "paper", "pdf", both))
    assert "Why do partners disagree on what success is? Several discourses drive" in told
    assert "Can a council learn from a firm?" in told


def test_what_is_offered_is_never_refused_afterwards(series, client):
    full = "~".join(f"map.page_size={number}" for number in range(4))
    page = client.get(f"/map/?{urlencode({'brief': full})}").content.decode()
    offered = unescape(page.partition('class="button" href="/brief/?')[2].partition('"')[0])
    assert client.get(f"/brief/?{offered}").status_code == 200

"""My brief: what a reader collected, as a page, a Word document and a PDF. Nothing of it is stored."""

import html
import io
import re

import pytest
from docx import Document
from pypdf import PdfReader

from collabfutures.brief.keys import MOST
from findings.models import Finding
from seminars.models import Series
from tests.addresses import PAGES
from tests.kinds import KINDS
from tests.making import make

BOTH = "brief=finding.several-discourses~barrier.language&brief_sector=public&brief_title=For%20the%20board"


def docx_text(content):
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def pdf_text(content):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.long
def test_a_brief_says_what_was_found_how_surely_and_on_what_it_rests(series, client):
    told = {
        "page": client.get(f"/brief/?{BOTH}").content.decode(),
        "docx": docx_text(client.get(f"/brief/?{BOTH}&format=docx").content),
        "pdf": pdf_text(client.get(f"/brief/?{BOTH}&format=pdf").content),
    }
    for form, text in told.items():
        for wanted in (
            "For the board",
            "Several discourses drive collaboration",
            "Emerged; consensus not claimed",
            "Language",
            "What competes",
            "Efficiency and the discourses beside it",
            "What is not recorded",
            "remedies recorded",
            "Open questions",
            "Sources",
            "GtR record of award ES/H000933/1 (web page)",
        ):
            assert wanted in " ".join(text.split()), f"{wanted} is not in the {form}"


@pytest.mark.long
def test_the_documents_are_tagged_titled_and_in_a_language(series, client):
    pdf = PdfReader(io.BytesIO(client.get(f"/brief/?{BOTH}&format=pdf").content))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata.title == "For the board"
    document = Document(io.BytesIO(client.get(f"/brief/?{BOTH}&format=docx").content))
    assert document.core_properties.title == "For the board"
    assert document.core_properties.language == "en-GB"
    assert next(each.text for each in document.paragraphs if each.style.name == "Heading 2") == (
        "Several discourses drive collaboration"
    )


def test_no_text_of_a_record_is_read_as_markup_and_none_breaks_a_document(db, client):
    title = '#eval(panic("x")) *b* _i_ $x$ <l> @ref \x0b\x1f 日本語 ‮'
    make(Finding, slug="odd", title=title, summary="= heading\n- list\n#include")
    assert '#eval(panic("x")) *b*' in pdf_text(client.get("/brief/?brief=finding.odd&format=pdf").content)
    assert '#eval(panic("x")) *b*' in docx_text(client.get("/brief/?brief=finding.odd&format=docx").content)


def test_records_stand_in_the_order_of_the_address_and_can_be_moved(series, client):
    page = client.get("/brief/?brief=barrier.language~finding.several-discourses").content.decode()
    assert page.index(">Language</a></h3>") < page.index(">Several discourses drive collaboration</a></h3>")
    assert 'href="?brief=finding.several-discourses~barrier.language"' in page


def test_the_title_and_the_sector_of_a_brief_go_with_the_reader(series, client):
    for address in ("/", "/findings/", "/barriers/motivation/", "/plan/", "/compare/", "/search/?q=trust"):
        page = client.get(f"{address}{'&' if '?' in address else '?'}{BOTH}").content.decode()
        kept = "brief=finding.several-discourses~barrier.language&amp;brief_title=For+the+board&amp;brief_sector=public"
        assert f'href="/brief/?{kept}"' in page, address
        assert '<input type="hidden" name="brief_title" value="For the board">' in page, address
    added = client.get(f"/barriers/motivation/?{BOTH}").content.decode()
    assert "barrier.language~barrier.motivation&amp;brief_title=For+the+board&amp;brief_sector=public" in added


def test_a_brief_takes_what_it_has_room_for_and_says_so(db, client):
    series = make(Series, slug="s")
    Finding.objects.bulk_create(
        Finding(slug=f"f{number}", title=f"F{number:02}", series=series, state="published") for number in range(60)
    )
    full = "brief=" + "~".join(f"finding.f{number}" for number in range(MOST))
    nearly = "brief=" + "~".join(f"finding.f{number}" for number in range(22, 60))
    page = client.get(f"/findings/?{nearly}").content.decode()
    assert "Put the first 2 in my brief" in page
    offered = page.partition('class="button" href="')[2].partition('"')[0]
    assert len(client.get(html.unescape(offered)).context["entries"]) == MOST
    assert "All of these are in my brief" in client.get(f"/findings/?q=F01&{full}").content.decode()
    assert "Put the other 24 in my brief" in client.get("/findings/?brief=finding.f3").content.decode()
    assert "My brief is full" in client.get(f"/findings/f50/?{full}").content.decode()


def test_a_draft_cannot_be_collected(db, client):
    make(Finding, slug="draft", state="draft", title="Not for you")
    draft = client.get("/brief/?brief=finding.draft").content.decode()
    never = client.get("/brief/?brief=finding.never").content.decode()
    assert "Not for you" not in draft
    assert draft.replace("finding.draft", "") == never.replace("finding.never", "")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("brief=nonsense", "is no entry of a brief"),
        ("brief=" + "~".join(f"finding.f{number}" for number in range(MOST + 1)), "at most 40 records"),
        ("brief=finding.a&brief_sector=nowhere", "not allowed for brief_sector"),
        ("brief=finding.a&format=odt", "not allowed for format. Allowed: docx, pdf"),
        ("format=pdf", "An empty brief makes no document"),
        ("brief=finding.a&q=-the", "at least one word or number"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_breaks(query, told, db, client):
    response = client.get(f"/brief/?{query}")
    assert response.status_code == 400
    assert told in response.content.decode()


@pytest.mark.long
def test_every_link_and_form_of_every_page_takes_the_brief_along(series, client):
    carried = "brief=barrier.prejudice&brief_title=T&brief_sector=third"
    pages = [address for address in PAGES.values() if "brief=" not in address]
    records = [kind.objects.published().first() for kind in KINDS]
    for address in [*pages, *(record.get_absolute_url() for record in records if record)]:
        joined = f"{address}{'&' if '?' in address else '?'}{carried}"
        body = client.get(joined, follow=True).content.decode().partition("<body>")[2]
        links = map(html.unescape, re.findall(r'<a [^>]*?href="([^"]*)"', body))
        ours = [link for link in links if not link.startswith(("#", "http", "mailto:", "/api/", "/feed/"))]
        assert len(ours) > 10, address
        # The page of the brief offers to change its title and sector.
        assert [link for link in ours if "brief=" not in link and address != "/brief/"] == [], address
        forms = re.findall(r"<form .*?</form>", body, re.S)
        assert all('name="brief" value="barrier.prejudice"' in form or "brief=" in form for form in forms), address


def test_a_full_brief_of_the_longest_addresses_is_read_everywhere(db, client):
    series = make(Series, slug="s")
    slugs = [f"{number:02}{'x' * 78}" for number in range(MOST)]
    Finding.objects.bulk_create(Finding(slug=slug, title=slug, series=series, state="published") for slug in slugs)
    query = "brief=" + "~".join(f"finding.{slug}" for slug in slugs)
    page = client.get(f"/brief/?{query}").content.decode()
    assert all(f'href="/findings/{slug}/?' in page for slug in slugs)
    assert client.get(f"/findings/?q=x&{query}").status_code == 200
    assert client.get(f"/brief/?{query}&format=docx").status_code == 200
    assert client.get(f"/findings/?q={'x' * 6000}").status_code == 414


def test_adding_from_a_list_stays_on_it_with_its_filters_and_shows_the_count(series, client):
    page = client.get("/findings/?theme=trust&page_size=10").content.decode()
    add = r'<p class="quiet-add" id="[^"]+" tabindex="-1">\s*<a href="(\?[^"#]+)#add-finding-'
    address = html.unescape(re.search(add, page)[1])
    assert "theme=trust" in address
    assert "page_size=10" in address
    after = client.get(f"/findings/{address}").content.decode()
    assert after.count("In my brief") == 1
    assert re.search(r'class="badge">1<', after)
    key = re.search(r"brief=finding\.([^&]+)", address)[1]
    assert re.search(rf'id="add-finding-{key}" tabindex="-1">\s*In my brief', after)
    # The next one joins the first.
    second = html.unescape(re.search(add, after)[1])
    assert f"brief=finding.{key}~" in second

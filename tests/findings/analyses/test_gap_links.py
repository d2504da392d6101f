"""A gap leads to something, a drawing stands behind its table, a table that depends on nothing says so."""

import html
import re

import pytest

from findings.models import Barrier, Finding, ImpactRecord, ResearchQuestion, Year
from seminars.models import Sector, Theme
from tests.kinds import KINDS
from tests.making import make

GAP = re.compile(r'<a class="gap"\s*href="([^"]+)"')
PAGES = (
    "/map/",
    "/map/?rows=theme&columns=sector",
    "/map/?kind=barrier",
    "/implications/",
    "/manifestations/",
    "/words/",
    "/agenda/",
)


@pytest.mark.parametrize("page", PAGES)
def test_no_gap_leads_to_an_empty_list(page, series, client):
    apis = {kind.get_list_url(): kind.get_api_url() for kind in KINDS}
    gaps = {html.unescape(address) for address in GAP.findall(client.get(page, follow=True).content.decode())}
    for address in gaps:
        path, _, query = address.partition("?")
        assert client.get(f"{apis[path]}?{query}").json()["count"], address


def test_a_gap_leads_to_the_questions_on_its_row_where_there_are_any(db, client):
    trust, power = make(Theme, slug="trust", title="Trust"), make(Theme, slug="power", title="Power")
    public, third = make(Sector, slug="public", title="Public"), make(Sector, slug="third", title="Third")
    for theme, sector in ((trust, public), (power, third)):
        finding = make(Finding)
        finding.themes.add(theme)
        finding.sectors.add(sector)
    make(ResearchQuestion).themes.add(trust)
    page = client.get("/map/?rows=theme&columns=sector").content.decode()
    assert sorted(set(GAP.findall(page))) == ["/agenda/", "/agenda/?theme=trust"]


def test_a_table_that_does_not_depend_on_a_side_says_so(db, client):
    language, prejudice = make(Barrier, slug="b", title="B"), make(Barrier, slug="c", title="C")
    for slug in ("trust", "power"):
        finding = make(Finding)
        finding.themes.add(make(Theme, slug=slug, title=slug))
        finding.barriers.add(language, prejudice)
    page = client.get("/map/?rows=theme&columns=barrier").content.decode()
    assert "Nothing here depends on the barrier: the numbers are the same for each." in page
    finding.barriers.remove(prejudice)
    assert "Nothing here depends on the barrier" not in client.get("/map/?rows=theme&columns=barrier").content.decode()


def test_the_shades_stand_for_fixed_numbers_and_the_legend_names_them(db, client):
    theme, barrier = make(Theme, slug="t", title="T"), make(Barrier, slug="b", title="B")
    for number in range(4):
        finding = make(Finding)
        finding.themes.add(theme)
        finding.barriers.add(barrier)
        page = client.get("/map/?rows=theme&columns=barrier").content.decode()
        assert f'<td class="shade-{(1, 2, 2, 3)[number]}">' in page
    assert re.findall(r'<span class="shade-\d"></span>([^<]+)', page) == ["none", "1", "2 to 3", "4 to 7", "8 or more"]


def test_records_without_a_year_are_told_beside_the_drawing_and_are_no_bar(db, client):
    make(ImpactRecord, title="Undated")
    dated = make(ImpactRecord, title="Dated")
    dated.years.add(Year.objects.create(year=2011))
    page = client.get("/impact/").content.decode()
    assert "1 impact record</a>\n    has no year recorded." in page
    assert "no year</text>" not in page
    assert page.index("<caption>Records by year") < page.index('<svg class="timeline"')


def test_the_drawing_of_learning_shows_the_third_sector(series, client):
    drawn = client.get("/learning/").content.decode().partition('<svg class="flows"')[2].partition("</svg>")[0]
    assert "Third sector</text>" in drawn
    assert "Not stated</text>" in drawn
    assert drawn.count("<line ") == 4

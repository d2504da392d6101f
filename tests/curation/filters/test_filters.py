"""How filters combine: or within one, and between two, `__all` for and within one, `none` for nothing recorded."""

import pytest

from findings.models import Barrier, Finding, ImpactRecord, Year
from seminars.models import Sector, Series, Source, Theme
from tests.making import make


@pytest.fixture
def findings(db):
    """a: public; b: private; c: public and private, trust; d: nothing."""
    public, private = make(Sector, slug="public"), make(Sector, slug="private")
    trust, power = make(Theme, slug="trust"), make(Theme, slug="power")
    series = make(Series, slug="s")
    made = {name: make(Finding, slug=name, title=name, series=series) for name in "abcd"}
    made["a"].sectors.add(public)
    made["b"].sectors.add(private)
    made["c"].sectors.add(public, private)
    made["c"].themes.add(trust)
    made["a"].themes.add(trust, power)
    return made


def slugs(client, query):
    return [record["slug"] for record in client.get(f"/api/v1/findings/?{query}&sort=title").json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sector=public", "ac"),
        ("sector=public&sector=private", "abc"),
        ("sector__all=public&sector__all=private", "c"),
        ("sector=private&theme=trust", "c"),
        ("theme__all=trust&theme__all=power", "a"),
        ("sector=none", "d"),
        ("sector=none&sector=private", "bcd"),
        ("theme=none&sector=private", "b"),
        ("sector=public&sector=public", "ac"),
        ("consensus=not-stated", "abcd"),
        ("consensus=contested", ""),
        ("series=s", "abcd"),
    ],
)
def test_filters_combine_as_the_page_says(query, expected, findings, client):
    assert slugs(client, query) == list(expected)


def test_options_are_counted_under_the_other_filters(findings, client):
    facets = client.get("/api/v1/findings/?facets=sector,theme&sector=public").json()["facets"]
    assert {option["value"]: option["count"] for option in facets["sector"]} == {"public": 2, "private": 2, "none": 1}
    assert {option["value"]: option["count"] for option in facets["theme"]} == {"trust": 2, "power": 1, "none": 0}


def test_whether_a_text_is_recorded_can_be_asked_and_is_counted(db, client):
    make(Barrier, slug="with", remedies="Meet each other.")
    make(Barrier, slug="without")
    for value, expected in (("recorded", ["with"]), ("none", ["without"])):
        results = client.get(f"/api/v1/barriers/?remedies={value}").json()["results"]
        assert [record["slug"] for record in results] == expected
    options = client.get("/api/v1/barriers/?facets=remedies").json()["facets"]["remedies"]
    assert {option["value"]: option["count"] for option in options} == {"recorded": 1, "none": 1}


def test_a_year_is_a_year_and_a_record_may_have_several(db, client):
    one, two = make(ImpactRecord, slug="one"), make(ImpactRecord, slug="two")
    make(ImpactRecord, slug="undated")
    for record, years in ((one, (2010, 2011)), (two, (2011,))):
        record.years.set([Year.objects.get_or_create(pk=year)[0] for year in years])
    address = "/api/v1/impact-records/"
    assert [r["years"] for r in client.get(f"{address}?year=2010").json()["results"]] == [[2010, 2011]]
    assert client.get(f"{address}?year=2010&year=2011").json()["count"] == 2
    assert [r["slug"] for r in client.get(f"{address}?year=none").json()["results"]] == ["undated"]
    assert [r["slug"] for r in client.get(f"{address}?sort=year").json()["results"]] == ["one", "two", "undated"]
    facets = client.get(f"{address}?facets=year").json()["facets"]["year"]
    assert {option["value"]: option["count"] for option in facets} == {"2010": 1, "2011": 2, "none": 1}


@pytest.mark.parametrize("year", ["0", "-1", "10000", "1" * 30, "1e3", "２０１０", "2010-01-01"])
def test_an_impossible_year_is_refused_by_name(year, db, client):
    answer = client.get("/api/v1/impact-records/", {"year": year})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "year"


def test_active_filters_come_off_one_by_one(findings, client):
    page = client.get("/findings/?sector=public&sector=private&theme=trust&q=number&utm_source=x&page_size=10")
    assert page.status_code == 200
    chips = client.get("/findings/?sector=public&sector=private&theme=trust").context["chips"]
    assert [(chip.label, chip.address) for chip in chips] == [
        ("Sector", "?sector=private&theme=trust"),
        ("Sector", "?sector=public&theme=trust"),
        ("Theme", "?sector=public&sector=private"),
    ]


def test_a_ticked_option_stays_on_the_page_even_when_it_finds_nothing(findings, client):
    make(Source, slug="s99")
    page = client.get("/findings/?source=s99&sector=public&theme=power")
    assert page.context["page"].count == 0
    content = page.content.decode()
    for name, value in (("source", "s99"), ("sector", "public"), ("theme", "power")):
        assert f'name="{name}" value="{value}" checked' in content


def test_the_panel_begins_with_what_readers_ask_for_and_ends_with_the_sources(findings, client):
    panel = [facet.name for facet in client.get("/findings/").context["facets"]]
    assert (panel[0], panel[-1]) == ("sector", "source")

"""What a filter offers, in which order, and what tables make of a reader's choice."""

import re

import pytest
from django.http import QueryDict

from collabfutures.curation.index import index_results
from collabfutures.curation.index.follower import follower
from findings.models import Finding, ImpactRecord, Manifestation, Year
from seminars.models import Discourse, Sector, Series, Source, Theme
from tests.curation.index.world import differences
from tests.making import make


def options(client, address, name):
    return [(each["value"], each["count"]) for each in client.get(address).json()["facets"][name]]


def test_options_stand_by_number_and_those_alike_by_title(db, client):
    themes = {title: make(Theme, title=title, slug=title.lower()) for title in ("Zeal", "Apple", "Éclair", "Banana")}
    for title, number in (("Zeal", 3), ("Banana", 1), ("Apple", 1), ("Éclair", 1)):
        for _ in range(number):
            make(Finding).themes.add(themes[title])
    found = options(client, "/api/v1/findings/?facets=theme", "theme")
    assert found[:4] == [("zeal", 3), ("apple", 1), ("banana", 1), ("éclair", 1)]


@pytest.mark.parametrize("index", [True, False])
def test_a_chosen_option_that_nothing_has_is_called_by_its_title(index, db, client, settings):
    settings.INDEX = index
    make(Series, slug="es", title="Trust and doubt")
    make(Finding, series=make(Series, slug="power", title="Power"))
    answer = client.get("/api/v1/findings/?series=es&series=power&facets=series").json()
    assert [(each["label"], each["count"]) for each in answer["facets"]["series"]] == [
        ("Power", 1),
        ("Trust and doubt", 0),
        ("Nothing recorded", 0),
    ]
    assert "Trust and doubt" in client.get("/findings/?series=es").content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "query"),
    [(Series, 'funder="none"&region=b'), (Finding, "source=s0&source__all=s1"), (Finding, "source=s0")],
)
@pytest.mark.parametrize("many", [0, 500])
def test_what_was_chosen_stands_in_its_facet_as_sql_says(kind, query, many, db, monkeypatch):
    monkeypatch.setattr(index_results, "MANY", many)
    make(Series, funder="none", region="a", slug="none"), make(Series, funder="x", region="b", slug="x")
    sources = [make(Source, slug=f"s{number}", title=f"S {number}") for number in range(3)]
    for source in sources:
        make(Finding).sources.add(source)
    assert not list(differences(kind, QueryDict(query), follower.current(kind)))


def test_years_stand_in_their_own_order_and_not_by_number(db, client):
    for year, number in ((2009, 1), (2010, 3), (2011, 2)):
        for _ in range(number):
            make(ImpactRecord).years.add(Year.objects.get_or_create(year=year)[0])
    found = [value for value, _ in options(client, "/api/v1/impact-records/?facets=year", "year")]
    assert found == sorted(found, reverse=found[0] > found[-1])
    assert set(found) >= {"2009", "2010", "2011"}


@pytest.mark.parametrize("query", ["theme=trust&theme=power", "theme__all=trust&theme__all=power"])
def test_all_of_narrows_the_rows_of_a_table_as_any_of_does(query, db, client):
    finding = make(Finding)
    finding.themes.add(*(make(Theme, slug=slug, title=slug.title()) for slug in ("trust", "power", "risk")))
    finding.discourses.add(make(Discourse))
    page = client.get(f"/map/?rows=theme&columns=discourse&{query}").content.decode()
    rows = re.findall(r'<th scope="row"><a\s[^>]*>([^<]+)</a>', page)
    assert [row.strip() for row in rows] == ["Power", "Trust"]


@pytest.mark.parametrize(("year", "status"), [(1899, 400), (1900, 200), (2100, 200), (2101, 400)])
def test_a_year_from_1900_to_2100_can_be_asked_for(year, status, db, client):
    make(ImpactRecord)
    assert client.get(f"/api/v1/impact-records/?year={year}").status_code == status
    assert client.get(f"/impact/?year={year}").status_code == status


@pytest.mark.parametrize("path", ["/findings/", "/api/v1/findings/"])
def test_words_are_as_typed_or_not_named_at_all(path, db, client):
    make(Discourse)
    assert client.get(f"{path}?q=trust&words=as-typed").status_code == 200
    refused = client.get(f"{path}?q=trust&words=typed")
    assert (refused.status_code, "not allowed for words" in refused.content.decode()) == (400, True)


def test_records_of_one_cell_stand_by_their_titles(db, client):
    sector, discourse = make(Sector), make(Discourse)
    for title in ("Zeal", "Apple", "Middle"):
        make(Manifestation, title=title, discourse=discourse, sector=sector)
    page = client.get("/manifestations/").content.decode()
    cell = page[page.index("<tbody>") :]
    assert cell.index("Apple") < cell.index("Middle") < cell.index("Zeal")

"""The answers of the API that are made of several kinds say what the pages show, as JSON and as CSV."""

import csv
import io

import pytest
from jsonschema import Draft202012Validator

from collabfutures.api import ANSWERS
from collabfutures.curation.links import Link
from tests.check.clients.samples import NEEDED

TWO = "discourse=efficiency&discourse=responsiveness"


def data(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def slug(link):
    return link and link["slug"]


@pytest.mark.parametrize(
    "query",
    [
        "rows=theme&columns=sector",
        "rows=sector&columns=series&sector=public",
        "rows=theme&columns=series&q=learning",
        "kind=impact-record&rows=impact_kind&columns=year",
    ],
)
def test_the_map_has_the_cells_of_the_page(query, series, client):
    page, answer = client.get(f"/map/?{query}").context, data(client, f"/api/v1/map/?{query}")
    shown = [cell for _, cells in page["map"].rows for cell in cells]
    assert shown
    told = [(cell.row.value, cell.column.value, cell.count, [also.count for also in cell.also]) for cell in shown]
    assert told == [
        (each["row"]["value"], each["column"]["value"], each["count"], [also["count"] for also in each["others"]])
        for each in answer["results"]
    ]
    assert (answer["count"], answer["overviews"]) == (page["page"].count, page["overviews"])
    assert [each["url"] for each in answer["results"]] == [f"http://testserver{cell.address}" for cell in shown]
    assert all(data(client, each["api_url"])["count"] == each["count"] for each in answer["results"][:20])
    assert all((each["empty"] is None) == bool(cell.told) for each, cell in zip(answer["results"], shown, strict=True))


@pytest.mark.parametrize("query", [TWO, f"{TWO}&only=differences", f"{TWO}&series=collaborative-futures"])
def test_a_comparison_says_what_the_page_says(query, series, client):
    page, answer = client.get(f"/compare/?{query}").context, data(client, f"/api/v1/compare/?{query}")
    shown = [(row, *cell) for _, rows in page["groups"] for row in rows for cell in row.cells]
    assert [(each["question"], slug(each["discourse"]), each["differs"]) for each in answer["results"]] == [
        (row.label, discourse.slug, row.differs) for row, discourse, _ in shown
    ]
    assert [each["texts"] + [record["title"] for record in each["records"]] for each in answer["results"]] == [
        [str(item) for item in items if not isinstance(item, Link)] + [str(i) for i in items if isinstance(i, Link)]
        for *_, items in shown
    ]
    assert [slug(each) for each in answer["shared"]] == [link.slug for link in page["shared"]]
    assert [each["count"] for each in answer["findings"]] == [own.total for own in page["own"]]
    assert all(data(client, each["api_url"])["count"] == each["count"] for each in answer["findings"])


def test_the_crosswalk_has_the_cells_of_the_page(series, client):
    ((_, table),) = client.get("/words/").context["tables"]
    shown = [cell for _, cells in table.rows for cell in cells]
    assert [
        (slug(each["theme"]), slug(each["sector"]), each["count"])
        for each in data(client, "/api/v1/crosswalk/")["results"]
    ] == [(cell.row.value, cell.column.value, cell.count) for cell in shown]


def test_learning_has_the_cells_of_the_page(series, client):
    shown = [cell for _, row in client.get("/learning/").context["flows"].rows for cell in row]
    answer = data(client, "/api/v1/learning/")
    assert [[slug(each["record"]) for each in cell["transfers"]] for cell in answer["results"]] == [
        [each.slug for each in cell.transfers] for cell in shown
    ]
    assert (
        sum(cell["is_gap"] for cell in answer["results"])
        == sum(cell.is_gap and not cell.transfers for cell in shown)
        > 0
    )


def test_gaps_are_those_of_the_agenda(series, client):
    shown, answer = client.get("/agenda/").context["gaps"], data(client, "/api/v1/agenda/gaps/")
    assert [(each["label"], each["count"], each["total"]) for each in answer["results"]] == [
        (gap.label, gap.count, gap.total) for gap in shown
    ]
    listed = [each for each in answer["results"] if each["is_list"]]
    assert listed
    assert all(data(client, each["api_url"])["count"] == each["count"] for each in listed)


def test_coverage_is_the_register_of_the_page(series, client):
    shown = client.get("/series/collaborative-futures/statements/").context["statements"]
    answer = data(client, "/api/v1/coverage/?series=collaborative-futures")
    assert len(shown) == answer["count"] == 71
    assert [(each["statement"], [slug(home) for home in each["homes"]]) for each in answer["results"]] == [
        (each.source.statement, [home.slug for home in each.homes]) for each in shown
    ]
    assert data(client, "/api/v1/coverage/")["count"] == 71


@pytest.mark.long
@pytest.mark.parametrize("query", ["q=trust", "q=trust&words=as-typed", "q=learning&kind=finding", "q=PPP"])
def test_a_search_finds_what_the_page_finds(query, series, client):
    page, answer = client.get(f"/search/?{query}").context, data(client, f"/api/v1/search/?{query}")
    hits = [hit.slug for group in page["groups"] for hit, _ in group["hits"]]
    assert [slug(each["record"]) for each in answer["results"]] == hits != []
    assert [each["count"] for each in answer["groups"]] == [group["count"] for group in page["groups"]]
    assert all(data(client, each["api_url"])["count"] == each["count"] for each in answer["groups"])
    assert all(bool(each["words"]) != each["through_links"] for each in answer["results"])


def test_a_search_that_finds_nothing_says_what_may_be_meant(series, client):
    assert data(client, "/api/v1/search/?q=trsut") | {"did_you_mean": ""} == {
        "count": 0, "groups": [], "results": [], "by_word": [], "did_you_mean": ""
    }  # fmt: skip
    assert data(client, "/api/v1/search/?q=trsut")["did_you_mean"] == "trust"
    words = data(client, "/api/v1/search/?q=trust+zzzqx+learning")["by_word"]
    assert {each["word"] for each in words} == {"trust", "learning"}


def test_suggestions_are_those_of_the_page(series, client):
    shown = client.get("/search/suggest/?q=tr").json()["suggestions"]
    assert [each["title"] for each in data(client, "/api/v1/suggest/?q=tr")["results"]] == shown != []


@pytest.mark.long
@pytest.mark.parametrize("place", ANSWERS)
def test_every_answer_is_described_and_its_csv_has_its_results(place, series, client):
    address = f"/api/v1/{place}/"
    query = NEEDED.get(place, "")
    body, document = data(client, f"{address}?{query}"), data(client, "/api/v1/openapi.json")
    operation = document["paths"][address]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(Draft202012Validator({**schema, "components": document["components"]}).iter_errors(body)) == []
    answer = client.get(f"{address}?{query}{'&' if query else ''}format=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(list(csv.DictReader(io.StringIO(answer.content.decode())))) == len(body["results"]) > 0
    named = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
    assert named == set(ANSWERS[place]().known({}))


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("map/?rows=nothing", "rows"),
        ("map/?kind=barrier&modality=x", "modality"),
        ("compare/", "discourse"),
        ("compare/?discourse=efficiency&discourse=never-was", "discourse"),
        ("compare/?discourse=efficiency&discourse=effectiveness&only=all", "only"),
        ("crosswalk/?sector=never-was", "sector"),
        ("coverage/?series=never-was", "series"),
        ("agenda/gaps/?sector=public", "sector"),
        ("learning/?page=2", "page"),
        ("search/", "q"),
        ("search/?q=trust&kind=nothing", "kind"),
        ("search/?q=trust&q=learning", "q"),
        ("suggest/?q=", "q"),
        ("search/?q=trust&format=atom", "format"),
    ],
)
def test_what_an_answer_does_not_take_is_refused_by_name(query, named, series, client):
    response = client.get(f"/api/v1/{query}")
    assert response.status_code == 400, response.content
    assert {each["parameter"] for each in response.json()["errors"]} == {named}

"""What a client program relies on: strict parameters, problem documents, whole pages, honest CSV."""

import csv
import io

import pytest

from collabfutures.api import BESIDE
from findings.models import Finding
from tests.check.clients.samples import NEEDED
from tests.kinds import KINDS
from tests.making import make

ADDRESS = "/api/v1/findings/"
ELSEWHERE = {"Origin": "https://notebook.example"}


@pytest.fixture
def findings(db):
    return [make(Finding, title=f"Finding {number:02}") for number in range(30)]


def problem(client, address, status=400, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    return response.json()


def test_a_mistyped_parameter_is_named_with_what_is_allowed(client, series):
    found = problem(client, f"{ADDRESS}?sectr=public")
    assert [entry["parameter"] for entry in found["errors"]] == ["sectr"]
    assert "“sectr” is not a parameter" in found["detail"]
    allowed = found["detail"].partition("Allowed: ")[2].rstrip(".").split(", ")
    assert {"sector", "theme", "discourse", "q", "sort", "page", "page_size", "format", "facets"} <= set(allowed)


def test_a_mistyped_value_is_named_with_what_is_allowed(client, series):
    found = problem(client, f"{ADDRESS}?sector=publik")
    assert found["errors"] == [
        {
            "parameter": "sector",
            "detail": "“publik” is not allowed for sector. Allowed: private, public, third, none.",
        }
    ]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1e3", "page"),
        ("page=１", "page"),
        ("page=99", "page"),
        ("page=501", "page"),
        ("page=all", "page"),
        ("page=" + "9" * 500, "page"),
        ("page_size=7", "page_size"),
        ("page_size=1000", "page_size"),
        ("sort=slug", "sort"),
        ("sort=-title", "sort"),
        ("facets=sectr", "facets"),
        ("format=xml", "format"),
        ("format=api", "format"),
        ("consensus=none-such", "consensus"),
        ("sort=title&sort=newest", "sort"),
        ("q=a&q=b", "q"),
        ("page=1&page=2", "page"),
        ("&".join(f"theme=t{number}" for number in range(51)), "theme"),
        ("Sector=public", "Sector"),
        ("slug__regex=.*", "slug__regex"),
        ("series__curator_note__contains=x", "series__curator_note__contains"),
    ],
)
def test_a_bad_query_is_refused_by_the_name_of_its_parameter(query, parameter, client, findings):
    assert problem(client, f"{ADDRESS}?{query}")["errors"][0]["parameter"] == parameter


def test_other_refusals_are_problem_documents_too(client, findings):
    problem(client, f"{ADDRESS}never-was/", 404)
    problem(client, f"{ADDRESS}?q={'x' * 2001}", 414)
    problem(client, f"{ADDRESS}?q=a%00b", 400)
    problem(client, ADDRESS, 406, accept="application/pdf")
    problem(client, f"{ADDRESS}{findings[0].slug}/?sector=public", 400)
    for method in (client.post, client.put, client.patch, client.delete):
        response = method(ADDRESS)
        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"
        assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_page_says_how_many_there_are_and_where_the_next_one_is(client, findings):
    first = client.get(f"{ADDRESS}?page_size=10&sort=title").json()
    assert first["count"] == 30
    assert first["previous"] is None
    assert first["next"] == f"http://testserver{ADDRESS}?page_size=10&sort=title&page=2"
    second = client.get(first["next"]).json()
    assert [record["title"] for record in second["results"]] == [f"Finding {number}" for number in range(10, 20)]
    assert client.get(second["next"]).json()["next"] is None
    assert "facets" not in first


def test_csv_gives_one_page_or_everything_and_says_so(client, findings):
    page = client.get(f"{ADDRESS}?format=csv&page_size=10")
    assert page["Content-Type"] == "text/csv; charset=utf-8"
    assert page["X-Total-Count"] == "30"
    assert page["Link"] == f'<http://testserver{ADDRESS}?format=csv&page_size=10&page=2>; rel="next"'
    everything = client.get(f"{ADDRESS}?format=csv&page=all")
    assert everything.content.count(b"\r\n") == 31
    assert "Link" not in everything


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(text, client, db):
    make(Finding, title="One", summary=text)
    content = client.get(f"{ADDRESS}?format=csv").content.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(content)))["summary"] == f"'{text}"


def test_csv_joins_what_is_many_and_leaves_empty_what_is_nothing(client, series):
    content = client.get(f"{ADDRESS}?format=csv&page_size=100").content.decode("utf-8-sig")
    row = {row["slug"]: row for row in csv.DictReader(io.StringIO(content))}["several-discourses"]
    assert row["discourses"] == "cultural-performance | effectiveness | efficiency | responsiveness"
    assert (row["parent"], row["modality"], row["web_address"]) == ("", "", "")


def test_a_relation_says_what_it_leads_to_and_where_it_is_read(client, series):
    record = client.get(f"{ADDRESS}six-issues-across-sectors/").json()
    assert record["parent"] == {
        "kind": "finding",
        "slug": "different-words-similar-issues",
        "title": "The sectors use different words for similar things",
        "url": "http://testserver/findings/different-words-similar-issues/",
        "api_url": f"http://testserver{ADDRESS}different-words-similar-issues/",
    }
    assert (record["sector_scope"], record["sectors"], record["application_areas"]) == ("all", [], [])
    assert "healthcare" in [link["slug"] for link in record["award_areas"]]
    assert len(record["themes"]) == 6
    for link in record["themes"]:
        assert client.get(link["api_url"]).json()["title"] == link["title"]
        assert client.get(link["url"]).status_code == 200


def test_the_root_lists_every_kind(client, db):
    found = client.get("/api/v1/").json()
    assert len(found) == len(KINDS) + len(BESIDE)
    assert {client.get(address).status_code for name, address in found.items() if name not in NEEDED} == {200}
    # These ask for something, and say so.
    assert {client.get(found[name]).json()["code"] for name in NEEDED} == {"invalid-parameter"}


def test_an_unchanged_answer_is_304_and_a_changed_one_is_not(client, findings):
    for address in (
        ADDRESS,
        f"{ADDRESS}?q=finding&facets=all",
        f"{ADDRESS}{findings[0].slug}/",
        f"{ADDRESS}?format=csv",
    ):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert len({client.get(f"{ADDRESS}?page_size={size}")["ETag"] for size in (10, 25, 50)}) == 3


def test_any_page_on_the_web_may_read_the_api(client, findings):
    for address in (ADDRESS, f"{ADDRESS}never-was/"):
        response = client.get(address, headers=ELSEWHERE)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("query", ["sector=", "q=%20", "sort=", "facets=", "format="])
def test_an_empty_value_is_refused_by_name_and_never_taken_for_everything(query, client, db):
    problem(client, f"{ADDRESS}?{query}", 400)
    assert client.get(f"{ADDRESS}?{query}").json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_a_tag_is_only_for_what_there_is(client, findings):
    for address in (f"{ADDRESS}never-was/", f"{ADDRESS}?bogus=1"):
        assert client.get(address, headers={"If-None-Match": "*"}).status_code in (400, 404)
        assert "ETag" not in client.get(address)
    tag = client.get(ADDRESS)["ETag"]
    assert client.post(ADDRESS, headers={"If-None-Match": tag}).status_code == 405
    unchanged = client.get(ADDRESS, headers={"If-None-Match": tag} | ELSEWHERE)
    assert (unchanged.status_code, unchanged["Access-Control-Allow-Origin"]) == (304, "*")


def test_every_answer_may_be_read_from_any_site(client, db):
    for address in (
        "/api/v1/",
        "/api/v1/openapi.json",
        "/api/v1/never/",
        f"{ADDRESS}?q={'x' * 2001}",
        f"{ADDRESS}?x=%00",
    ):
        assert client.get(address, headers=ELSEWHERE)["Access-Control-Allow-Origin"] == "*", address


def test_the_description_takes_no_parameters(client, db):
    assert client.get("/api/v1/openapi.json?version=a%0Ab").status_code == 400
    assert client.get("/api/v1/openapi.json", headers={"Accept": "application/json"}).status_code == 200

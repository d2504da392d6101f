"""No list ends silently: following `next` meets every record once, beyond the last page number too."""

import base64
import json

import pytest

from collabfutures.curation import pagination
from findings.models import Finding, ImpactRecord
from seminars.models import Theme
from tests.kinds import KINDS, NAMES, VIEWSETS
from tests.making import make


def walk(client, address):
    met = []
    while address:
        answer = client.get(address).json()
        met += [record["slug"] for record in answer["results"]]
        address = answer["next"]
    return met


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_walk_by_cursor_meets_every_record_once_in_every_order(kind, client, db, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_PAGES", 1)
    for number in range(22):
        make(kind, **({"title": f"T {number % 3}"} if kind.__name__ != "ApplicationArea" else {}))
    expected = kind.objects.published().count()
    for sort in VIEWSETS[kind].filterset_class.base_filters["sort"].orders:
        alone = () if sort == "relevance" else (f"?page_size=10&sort={sort}",)
        for query in (*alone, f"?page_size=10&sort={sort}&q=number"):
            everything = client.get(f"{kind.get_api_url()}{query.replace('10', '100', 1)}").json()["results"]
            assert walk(client, kind.get_api_url() + query) == [each["slug"] for each in everything], query
    assert expected >= 22


def test_records_without_a_value_are_met_too(client, db, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_PAGES", 1)
    for number in range(25):
        record = make(ImpactRecord, slug=f"r-{number}")
        if number % 2:
            record.years.create(year=2000 + number) if number < 20 else None
        make(Finding, slug=f"f-{number}", position=number if number % 3 else None)
    for address in ("/api/v1/impact-records/?sort=year&page_size=10", "/api/v1/findings/?sort=in-source&page_size=10"):
        assert len(set(walk(client, address))) == 25


def test_a_page_goes_on_behind_the_last_number_and_back_to_the_first(client, db, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_PAGES", 1)
    for number in range(12):
        make(Theme, slug=f"t-{number}", title=f"T {number:02}")
    page = client.get("/themes/?page_size=10")
    following = page.context["page"].next
    assert following.startswith("?page_size=10&cursor=")
    last = client.get(f"/themes/{following}")
    assert [record.slug for record in last.context["page"].records] == ["t-10", "t-11"]
    assert "Back to the first page" in last.content.decode()
    assert last.context["page"].next is None


def test_the_last_numbered_page_is_number_500(client, db):
    make(Theme)
    assert "a whole number from 1 to 500" in client.get("/api/v1/themes/?page=501").json()["detail"]
    assert client.get("/api/v1/themes/?page=500").json()["detail"] == "There is no page 500: the last page is 1."


def test_one_page_past_the_last_is_refused(client, db):
    for number in range(11):
        make(Theme, slug=f"t-{number}")
    assert client.get("/api/v1/themes/?page_size=10&page=2").status_code == 200
    assert client.get("/api/v1/themes/?page_size=10&page=3").status_code == 400
    assert client.get("/themes/?page_size=10&page=3").status_code == 400


def forged(values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%00",
        "é",
        "A" * 1_600,
        forged({}),
        forged([]),
        forged([""]),
        forged(["", "a"]),
        forged(["title", "a", 1]),
        forged(["", "a", 10**30]),
        forged(["", "a\x00", 1]),
        forged(["", ["a"], 1]),
        forged(["", "a", True]),
        forged(["", "a", "x"]),
        forged(["", "a", 1.5e308 * 10]),
        base64.urlsafe_b64encode(b"[" * 900).decode(),
    ],
)
def test_a_forged_cursor_is_refused_by_name(cursor, client, db):
    make(Theme)
    answer = client.get("/api/v1/themes/", {"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")
    assert client.get("/themes/", {"cursor": cursor}).status_code in (302, 400)


def test_page_and_cursor_do_not_go_together(client, db):
    make(Theme)
    assert client.get("/api/v1/themes/", {"cursor": "*"}).status_code == 200
    assert client.get("/api/v1/themes/", {"cursor": "*", "page": "1"}).status_code == 400
    refused = client.get("/api/v1/themes/", {"cursor": "*", "sort": "title"})
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (400, "sort")

"""A list of any length as one file: the whole of it, of one state, in pieces, and not more than two at once."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from collabfutures.curation.api import pagination
from collabfutures.curation.formats import exports, sheets
from findings.models import Finding
from seminars.models import Series
from tests.making import make

FORMS = ["csv", "jsonl", "jsonld", "bibtex", "ris", "csl", "xlsx"]


@pytest.fixture
def findings(db, monkeypatch):
    monkeypatch.setattr(pagination, "STREAMED_FROM", 3)
    monkeypatch.setattr(exports, "BATCH", 2)
    series = make(Series)
    return [make(Finding, slug=f"f{number}", title=f"Finding {number}", series=series) for number in range(7)]


def asked(form, **more):
    return "/api/v1/findings/", {"format": form, "page": "all", **more}


@pytest.mark.parametrize("form", FORMS)
def test_a_long_list_in_pieces_is_what_a_short_one_is_whole(form, findings, client, monkeypatch):
    streamed = client.get(*asked(form))
    assert streamed.streaming
    assert streamed["X-Total-Count"] == "7"
    assert streamed["ETag"]
    in_pieces = streamed.getvalue()
    monkeypatch.setattr(pagination, "STREAMED_FROM", 7)
    whole = client.get(*asked(form))
    assert not whole.streaming
    assert whole["Content-Type"] == streamed["Content-Type"]
    if form == "xlsx":
        book = sheets_rows(in_pieces)
        assert book == sheets_rows(whole.content)
        assert len(book) == 8
    else:
        assert in_pieces == whole.content


def sheets_rows(content):
    return [[each.value for each in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]


def test_every_record_is_in_the_file_once_and_in_order(findings, client):
    rows = list(csv.DictReader(io.StringIO(client.get(*asked("csv", sort="title-descending")).getvalue().decode())))
    assert [row["slug"] for row in rows] == [f"f{number}" for number in range(6, -1, -1)]
    lines = client.get(*asked("jsonl")).getvalue().decode().splitlines()
    one = client.get("/api/v1/findings/f0/").json()
    assert [json.loads(line)["slug"] for line in lines] == [f"f{number}" for number in range(7)]
    assert json.loads(lines[0]) == one


def hang_up(response):
    """As a server does when its client is gone. The client of the tests keeps the database's connection meanwhile."""
    for close in response._resource_closers:
        close()


def test_two_are_sent_at_once_and_a_third_is_asked_to_wait(findings, client):
    first, second = client.get(*asked("csv")), client.get(*asked("jsonl"))
    third = client.get(*asked("csv"))
    assert (third.status_code, third["Retry-After"]) == (503, "5")
    assert "being sent already" in third.json()["detail"]
    # One that hangs up in the middle gives its place back.
    next(first.streaming_content)
    hang_up(first)
    assert client.get(*asked("csv")).getvalue().count(b"\r\n") == 8
    hang_up(second)


def test_asking_for_the_head_takes_no_place(findings, client):
    for _ in range(3):
        head = client.head(*asked("csv"))
        assert (head.status_code, head["X-Total-Count"], head.content) == (200, "7", b"")


def test_a_sheet_says_how_many_records_it_holds(findings, client, monkeypatch):
    monkeypatch.setattr(sheets.XlsxRenderer, "most_records", 6)
    refused = client.get(*asked("xlsx"))
    assert refused.status_code == 400
    assert "A sheet holds 6 records: take format=csv." in refused.json()["detail"]
    assert client.get(*asked("csv")).getvalue().startswith(b"kind,slug")


def test_a_file_has_a_name(findings, client):
    response = client.get(*asked("jsonl"))
    assert 'filename="findings.jsonl"' in response["Content-Disposition"]
    hang_up(response)


def test_a_file_that_never_went_out_gives_its_place_back(db):
    for _ in range(exports.AT_ONCE + 1):
        exports.Export([b"never asked for"])


def test_a_list_that_is_sent_in_pieces_is_not_read_whole_before(findings, client, monkeypatch):
    monkeypatch.setattr(pagination.Page, "_read", property(lambda page: pytest.fail("the whole list was read")))
    assert client.get(*asked("jsonl")).getvalue().count(b"\n") == 7
    assert client.head(*asked("jsonl")).status_code == 200

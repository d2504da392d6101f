"""What HTTP promises of every public address of the API: HEAD, OPTIONS, stamps, tags, and a path before it all."""

import re

import pytest
from django.urls import set_script_prefix

from tests.kinds import KINDS
from tests.making import make
from tests.walk import addresses

SAME = (
    "Content-Type",
    "ETag",
    "Last-Modified",
    "Vary",
    "Cache-Control",
    "X-Total-Count",
    "Link",
    "Content-Disposition",
)


@pytest.fixture
def asked(db):
    """Every address of the API, in every form."""
    records = {kind: make(kind) for kind in KINDS}
    return [address for address in addresses(records) if address.startswith("/api/v1/")]


@pytest.mark.long
def test_head_says_what_get_says_without_a_body(asked, client):
    for address in asked:
        whole, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (whole.status_code, b""), address
        assert {name: head.headers.get(name) for name in SAME} == {name: whole.headers.get(name) for name in SAME}, (
            address
        )


def test_options_tells_which_methods_there_are(asked, client):
    for address in asked:
        answer = client.options(address)
        assert answer.status_code in (200, 204), address
        assert {"GET", "HEAD", "OPTIONS"} == {name.strip() for name in answer["Allow"].split(",")}, address


@pytest.mark.long
def test_every_answer_has_a_tag_weak_for_a_workbook_alone_and_is_304_to_who_has_it(asked, client):
    for address in asked:
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), address
        # A workbook holds the moment at which it was written.
        assert first["ETag"].startswith("W/") == ("format=xlsx" in address), address
        if not address.startswith("/api/v1/dump/"):
            assert first["Last-Modified"] == again["Last-Modified"], address


def test_below_a_path_every_address_that_is_given_out_leads_back(db, client):
    for kind in KINDS:
        make(kind)
    set_script_prefix("/kb/")
    try:
        for path in (
            "/api/v1/",
            "/api/v1/findings/?page_size=10",
            "/api/v1/findings/?group_by=consensus",
            "/api/v1/changes/",
        ):
            text = client.get(path, SCRIPT_NAME="/kb", headers={"Accept": "application/json"}).content.decode()
            given = set(re.findall(r'"(http://testserver[^"]*)"', text))
            assert given and all(address.startswith("http://testserver/kb/") for address in given), path
        told = client.get("/api/v1/findings/never-was/", SCRIPT_NAME="/kb").json()
        assert told["type"] == "http://testserver/kb/api/problems/not-found/"
    finally:
        set_script_prefix("/")

"""Whenever the bytes of a public address differ, its entity tag does; and an answer that is kept is the right one."""

import random

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from collabfutures.curation.responses.kept import KeptResponses, kept_responses
from collabfutures.curation.responses.reads import viewset_reads
from collabfutures.curation.responses.tags import numbers
from collabfutures.curation.versions import ContentVersion
from findings.models import Finding, ImpactRecord, Tension
from seminars.models import Discourse, Seminar, Series, Theme
from tests.curation.index.world import World
from tests.kinds import KINDS, VIEWSETS
from tests.making import make
from tests.walk import addresses

RICH = [Finding, ImpactRecord, Tension, Theme, Series, Seminar, Discourse]


def asked(records):
    """Every page of the rich kinds and their data in two forms, lists with their counts, and pages of no kind."""
    lists = [f"{kind.get_api_url()}?facets=all" for kind in RICH]
    details = [f"{kind.get_api_url()}{records[kind].slug}/" for kind in RICH]
    pages = [page for kind in RICH for page in (kind.get_list_url(), records[kind].get_absolute_url())]
    csv = [f"{kind.get_api_url()}?format=csv&page=all" for kind in RICH]
    return [*lists, *details, *pages, *csv, "/", "/map/", "/api/v1/findings/?format=bibtex&page=all", "/feed/"]


@pytest.mark.long
def test_whenever_the_bytes_differ_the_tag_does(client, db):
    chance = random.Random(11)
    world = World(lambda things: chance.choice(list(things)), RICH)
    records = {kind: make(kind) for kind in RICH}
    for kind in RICH * 2:
        for field in kind._meta.local_many_to_many:
            if field.related_model in records:
                getattr(records[kind], field.name).add(records[field.related_model])
    seen, told = {}, 0
    for _ in range(15):
        for address in asked(records):
            kept_responses.forget()
            response = client.get(address)
            if response.status_code != 200:
                continue
            before = seen.get(address)
            if before and before[0] != response.content:
                told += 1
                assert before[1] != response["ETag"], address
            seen[address] = response.content, response["ETag"]
        step = world.step()
    assert told > 50, step


@pytest.mark.long
def test_a_kept_answer_is_what_the_view_would_say(client, series):
    records = {kind: kind.objects.published().last() or make(kind) for kind in KINDS}
    # Every fifth: the formats of a kind are answered alike.
    for address in list(addresses(records))[::5]:
        first = client.get(address)
        again = client.get(address)
        kept_responses.forget()
        fresh = client.get(address)
        if first.status_code == 200 and "no-store" not in first.get("Cache-Control", ""):
            # Each request has a number of its own.
            del first.headers["X-Request-ID"], again.headers["X-Request-ID"]
            assert (first["ETag"], dict(first.headers)) == (again["ETag"], dict(again.headers)), address
            assert again.content == first.content, address
            assert fresh["ETag"] == first["ETag"], address


def test_who_has_it_already_costs_one_query_and_no_view(client, series, monkeypatch):
    for address in ("/", "/findings/?sector=public", "/findings/several-discourses/", "/api/v1/findings/?facets=all"):
        tag = client.get(address)["ETag"]
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
            unchanged = client.get(address, headers={"If-None-Match": f'"other", {tag}'})
            assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", tag)
        assert len(captured) == 2, address


def test_another_process_that_kept_nothing_says_304_too(client, series):
    tag = client.get("/findings/")["ETag"]
    kept_responses.forget()
    unchanged = client.get("/findings/", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged["Cache-Control"]) == (304, "public, no-cache")


@pytest.mark.parametrize("address", ["/nowhere/", "/findings/?sector=never-was", "/api/v1/findings/never-was/"])
def test_what_is_not_good_has_no_tag_and_is_not_kept(address, client, series):
    response = client.get(address)
    assert response.status_code in (400, 404)
    assert "ETag" not in response
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == response.status_code


def test_the_compressed_answer_has_a_tag_of_its_own(client, series):
    plain, packed = client.get("/findings/"), client.get("/findings/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert plain["ETag"] != packed["ETag"]
    assert not packed["ETag"].startswith("W/")
    again = client.get("/findings/", headers={"Accept-Encoding": "gzip"})
    assert (again.content, again["Content-Encoding"]) == (packed.content, "gzip")


def test_a_change_of_a_kind_that_a_list_does_not_read_leaves_its_tag(client, series):
    tag = client.get("/api/v1/findings/")["ETag"]
    record = ImpactRecord.objects.published().first()
    ImpactRecord.objects.filter(pk=record.pk).update(claim="Another one.")
    assert client.get("/api/v1/findings/")["ETag"] == tag
    Series.objects.update(region="Wales")
    assert client.get("/api/v1/findings/")["ETag"] != tag


def test_a_list_reads_its_kind_and_what_that_leads_to():
    reads = viewset_reads(VIEWSETS[Finding])
    assert {"findings.finding", "seminars.theme", "seminars.series", "seminars.applicationarea"} <= reads
    assert "findings.impactrecord" not in reads


def test_who_is_signed_in_is_shown_no_answer_of_somebody_else(admin, client, series):
    assert client.get("/findings/").content == admin.get("/findings/").content
    assert "ETag" not in admin.get("/admin/")
    assert "no-cache" in admin.get("/admin/")["Cache-Control"]


def test_the_answer_not_asked_for_longest_makes_room():
    kept = KeptResponses(most_bytes=2_300)

    class Response:
        content = b"0123456789"

        @staticmethod
        def items():
            return [("Content-Type", "text/plain")]

    for name in ("a", "b"):
        kept.add((name,), "tag", Response)
    found = kept.get(("a",), "tag")
    assert (found.body, found.headers) == (b"0123456789", (("Content-Type", "text/plain"),))
    assert 1_000 < found.size < 1_150
    kept.add(("c",), "tag", Response)
    assert [name for name in "abc" if kept.get((name,), "tag")] == ["a", "c"]
    assert kept.get(("a",), "another") is None


def test_a_database_that_is_away_before_the_view_is_a_503_too(client, db, monkeypatch):
    def away(*args):
        raise OperationalError("the server closed the connection unexpectedly")

    monkeypatch.setattr("collabfutures.curation.responses.tags.Change.newest", away)
    numbers.forget()
    monkeypatch.setattr("collabfutures.curation.api.viewsets.follower.current", away)
    assert client.get("/api/v1/findings/").status_code == 503


def test_a_change_between_the_version_and_the_numbers_of_the_kinds_is_in_no_tag(client, db):
    make(Finding)
    version = ContentVersion.now()
    Finding.objects.update(summary="changed")
    numbers.forget()
    with ContentVersion.pinned(version):
        assert numbers.newest(frozenset(["findings.finding"])) == version[0]


def test_a_weak_tag_is_that_of_the_same_answer(client, series):
    tag = client.get("/findings/")["ETag"]
    assert client.get("/findings/", headers={"If-None-Match": f"W/{tag}"}).status_code == 304

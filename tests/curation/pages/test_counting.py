"""While a large index is read, SQL answers; what it cannot count in time is said to be being counted."""

import pytest
from django.db import OperationalError

from collabfutures.curation.index import sql_results
from collabfutures.curation.index.follower import follower
from findings.models import Finding
from tests.making import make


class Cancelled(Exception):
    sqlstate = "57014"


@pytest.fixture
def too_slow(monkeypatch, settings):
    """Facets by SQL take longer than a statement may."""

    def raise_cancelled(*args):
        raise OperationalError("canceling statement due to statement timeout") from Cancelled()

    settings.INDEX = False
    monkeypatch.setattr(sql_results, "counted_facets", raise_cancelled)


def test_a_list_comes_without_its_numbers_and_keeps_what_was_chosen(db, client, too_slow, monkeypatch):
    monkeypatch.setattr(follower, "_reading", {Finding})
    found = make(Finding)
    response = client.get("/findings/?consensus=not-stated&sort=title-descending")
    page = response.content.decode()
    assert response.status_code == 200 and found.title in page and "is being counted" in page
    assert '<input type="hidden" name="consensus" value="not-stated">' in page
    assert response["Cache-Control"] == "no-store" and "ETag" not in response
    # Data says nothing rather than something else: the same question is answered a little later.
    answer = client.get("/api/v1/findings/?facets=all")
    assert answer.status_code == 503 and answer["Retry-After"]
    assert client.get("/api/v1/findings/").json()["count"] == 1


def test_a_slow_database_is_a_503_where_no_index_is_being_read(db, client, too_slow):
    assert client.get("/findings/").status_code == 503

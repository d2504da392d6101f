"""A search that finds too much to be ranked gives the newest first, and says so."""

from datetime import UTC, datetime

import pytest

from collabfutures.curation.search import matching
from findings.models import Finding
from tests.making import make


@pytest.fixture
def found(db, settings, monkeypatch):
    monkeypatch.setattr(matching, "MOST_RANKED", 3)
    for day, title in enumerate(("Trust", "Of trust and trust", "On trust", "Power and trust"), 1):
        make(Finding, title=title, slug=f"day-{day}", published_at=datetime(2020, 1, day, tzinfo=UTC))
    return settings


@pytest.mark.parametrize("index", [True, False])
def test_over_the_limit_the_newest_stand_first_and_the_answer_says_so(index, found, client):
    found.INDEX = index
    answer = client.get("/api/v1/findings/?q=trust").json()
    assert [each["slug"] for each in answer["results"]] == ["day-4", "day-3", "day-2", "day-1"]
    assert answer["sorted_by"] == "newest"
    assert "the newest stand first" in client.get("/findings/?q=trust").content.decode()
    assert client.get("/api/v1/findings/?q=trust&sort=title").json().get("sorted_by") is None


@pytest.mark.parametrize("index", [True, False])
def test_up_to_the_limit_the_nearest_stand_first(index, found, client):
    found.INDEX = index
    Finding.objects.filter(slug="day-4").update(state="withdrawn")
    answer = client.get("/api/v1/findings/?q=trust").json()
    assert "sorted_by" not in answer
    # The engines differ in whether the shortest title is nearer, or the one that says it twice.
    assert answer["results"][0]["slug"] in ("day-1", "day-2")
    assert "the newest stand first" not in client.get("/findings/?q=trust").content.decode()

"""The form that a client wants most is given; `format=` decides over everything."""

import pytest

from seminars.models import Theme
from tests.making import make


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv"),
        ("application/json;q=0.1, text/csv", "text/csv"),
        ("application/json;q=0, text/csv", "text/csv"),
        ("text/csv;q=0.2, application/atom+xml;q=0.7, application/json;q=0.5", "application/atom+xml"),
        ("application/x-bibtex, */*;q=0.1", "application/x-bibtex"),
    ],
)
def test_the_most_wanted_form_is_given(accept, given, client, db):
    make(Theme)
    assert client.get("/api/v1/themes/", headers={"accept": accept})["Content-Type"].startswith(given)


@pytest.mark.parametrize("accept", ["application/json", "text/html", "image/png;q=1"])
def test_format_wins_over_accept(accept, client, db):
    make(Theme)
    answer = client.get("/api/v1/themes/?format=csv", headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")


def test_a_form_that_there_is_not_is_406_with_those_that_there_are(client, db):
    answer = client.get("/api/v1/themes/", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["detail"]


def test_the_tag_of_one_form_is_not_that_of_another(client, db):
    make(Theme)
    as_json = client.get("/api/v1/themes/", headers={"accept": "application/json"})["ETag"]
    as_csv = client.get("/api/v1/themes/", headers={"accept": "text/csv"})
    assert as_csv["ETag"] != as_json
    asked = client.get("/api/v1/themes/", headers={"accept": "text/csv", "If-None-Match": as_json})
    assert asked.status_code == 200
    assert "Accept" in asked["Vary"].split(", ")


# PostgreSQL raises the version once a transaction, so each write here is one of its own.
@pytest.mark.django_db(transaction=True)
def test_the_feed_of_everything_is_not_sent_again_unchanged(client):
    make(Theme)
    tag = client.get("/feed/")["ETag"]
    assert client.get("/feed/", headers={"If-None-Match": tag}).status_code == 304
    make(Theme)
    assert client.get("/feed/", headers={"If-None-Match": tag}).status_code == 200


def test_a_304_varies_as_its_200_does(series, client):
    whole = client.get("/api/v1/findings/")
    unchanged = client.get("/api/v1/findings/", headers={"if-none-match": whole["ETag"]})
    assert unchanged.status_code == 304
    assert {*whole["Vary"].split(", ")} == {*unchanged["Vary"].split(", ")} == {"Accept", "Accept-Encoding", "origin"}


def test_counts_go_with_json_alone_and_a_problem_has_a_title(series, client):
    refused = client.get("/api/v1/findings/?facets=all&format=csv")
    problem = refused.json()
    assert (refused.status_code, problem["title"], problem["status"]) == (400, "The request is not valid", 400)
    assert problem["errors"][0]["parameter"] == "facets"

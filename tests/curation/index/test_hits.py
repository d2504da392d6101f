"""What a search found is kept only until a record changes."""

from findings.models import Barrier
from tests.making import make


def found(client, word):
    return {each["slug"] for each in client.get(f"/api/v1/barriers/?q={word}").json()["results"]}


def test_a_word_that_was_searched_for_finds_what_holds_it_later_and_not_what_holds_it_no_longer(db, client):
    old = make(Barrier, slug="old", title="Harbour")
    assert found(client, "harbour") == {"old"}
    new = make(Barrier, slug="new", title="Harbour two")
    assert found(client, "harbour") == {"old", "new"}
    old.title = "Quay"
    old.save()
    assert found(client, "harbour") == {"new"}
    new.withdraw("Wrong.")
    assert found(client, "harbour") == set()

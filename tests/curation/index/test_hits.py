"""What a search found is kept only until a record changes."""

from collabfutures.curation.index import hits
from collabfutures.curation.index.follower import follower
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


def test_of_very_many_words_the_first_are_forgotten_and_all_are_found(db, client, monkeypatch):
    monkeypatch.setattr(hits, "MOST", 8)
    make(Barrier, slug="one", title=" ".join(f"word{number}" for number in range(30)))
    for number in range(30):
        assert found(client, f"word{number}") == {"one"}
    kept = [phrase.words[0] for (phrase,), _ in follower.current(Barrier).hits._kept]
    assert 7 <= len(kept) <= 9
    assert kept == [f"word{number}" for number in range(30 - len(kept), 30)]

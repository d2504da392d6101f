"""What a search found is kept only until a record changes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from collabfutures.curation.index import hits
from collabfutures.curation.index.follower import follower
from collabfutures.curation.responses.kept import kept_responses
from findings.models import Barrier, Finding
from seminars.models import Theme
from tests.making import make


def found(client, word, kind="barriers"):
    return {each["slug"] for each in client.get(f"/api/v1/{kind}/?q={word}").json()["results"]}


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


def test_a_label_is_looked_for_among_what_holds_the_other_words_once(db, client):
    theme = make(Theme, title="Harbour")
    for slug, title in (("both", "Harbour of sand"), ("other", "A heap of sand"), ("label", "Harbour")):
        make(Finding, slug=slug, title=title)
    Finding.objects.get(slug="other").themes.add(theme)
    asked = []
    for _ in range(2):
        kept_responses.forget()
        with CaptureQueriesContext(connection) as captured:
            assert found(client, "sand+harbour", "findings") == {"both", "other"}
        asked.append(sum("curation_searchrow" in each["sql"] and "GROUP BY" in each["sql"] for each in captured))
        assert found(client, "harbour", "findings") == {"both", "other", "label"}
    assert asked == [2, 0]


def test_of_very_many_words_the_first_are_forgotten_and_all_are_found(db, client, monkeypatch):
    monkeypatch.setattr(hits, "MOST", 8)
    make(Barrier, slug="one", title=" ".join(f"word{number}" for number in range(30)))
    for number in range(30):
        assert found(client, f"word{number}") == {"one"}
    kept = [phrase.words[0] for (phrase,), _ in follower.current(Barrier).hits._kept]
    assert 7 <= len(kept) <= 9
    assert kept == [f"word{number}" for number in range(30 - len(kept), 30)]

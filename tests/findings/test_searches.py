"""What a practitioner types leads somewhere useful: by other names, by links, or by a word that is spelt nearly so."""

import re

import feedparser

from findings.models import Finding, ImpactRecord
from tests.making import make

# What is typed, and an address that the answer has to lead to.
LEADS = (
    ("healthcare", "/series/collaborative-futures/"),
    ("NHS", "/sectors/public/"),
    ("council", "/answers/can-a-council-learn-from-a-firm/"),
    ("council", "/sectors/public/"),
    ("charity", "/sectors/third/"),
    ("outcomes", "/themes/performance/"),
    ("joint working", "/themes/collaboration/"),
    ("co-production", "/themes/collaboration/"),
    ("coproduction", "/themes/collaboration/"),
    ("3rd sector", "/sectors/third/"),
    ("trust", "/answers/what-do-we-know-about-trust/"),
    # What is spelt nearly so is helped.
    ("colaboration", "/search/?q=collaboration"),
    ("leadrship", "/search/?q=leadership"),
)


def test_a_practitioners_word_leads_somewhere(series, client):
    for asked, address in LEADS:
        page = client.get("/search/", {"q": asked}).content.decode()
        assert re.search(rf'href="{re.escape(address)}[&"]', page), asked


def test_a_search_for_trust_finds_all_that_are_tied_to_it(series, client):
    tied = {each["slug"] for each in client.get("/api/v1/findings/?theme=trust").json()["results"]}
    found = {each["slug"] for each in client.get("/api/v1/findings/?q=trust").json()["results"]}
    assert tied
    assert tied <= found


def test_a_search_is_narrowed_by_kind_series_and_who_words_it(series, client):
    def found(**query):
        groups = client.get("/search/", {"q": "collaboration", **query}).context["groups"]
        return {group["model"]._meta.model_name: group["count"] for group in groups}

    everything = found()
    assert len(everything) > 5
    assert found(kind="finding") == {"finding": everything["finding"]}
    mine = found(series="collaborative-futures")
    assert mine["finding"] == everything["finding"]
    assert mine["theme"] == everything["theme"], "its words are its own too"
    other = make(Finding, title="Collaboration elsewhere", summary="", source_text="Collaboration, they say.")
    assert found(statement="as-reported") == {"finding": 1}
    assert found(statement="ours")["finding"] == everything["finding"]
    assert found(series=other.series.slug) == {"finding": 1}, "what nothing of it names is not its own"


def test_each_number_of_a_narrowed_search_is_what_its_list_holds(series, client):
    make(Finding, title="Collaboration elsewhere", summary="", source_text="Collaboration, they say.")
    for query in ("series=collaborative-futures", "statement=ours", "statement=as-reported", "kind=theme"):
        for group in client.get(f"/search/?q=collaboration&{query}").context["groups"]:
            address = group["address"].replace(group["model"].get_list_url(), group["model"].get_api_url())
            assert client.get(address).json()["count"] == group["count"], (query, address)


def test_a_narrowed_search_has_its_feed(series, client):
    feed = client.get("/search/?q=collaboration&kind=finding&format=atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    entries = feedparser.parse(feed.content).entries
    listed = client.get("/api/v1/findings/?q=collaboration").json()["count"]
    assert len(entries) == listed
    assert {entry.link.split("/")[-3] for entry in entries} == {"findings"}


def test_what_a_search_cannot_be_narrowed_by_is_named(series, client):
    for query, told in (
        ("kind=nothing", "not allowed for kind"),
        ("series=nowhere", "is the address of no public series"),
        ("statement=loud", "not allowed for statement. Allowed: ours, as-reported"),
        ("format=pdf", "not allowed for format. Allowed: atom"),
    ):
        response = client.get(f"/search/?q=trust&{query}")
        assert response.status_code == 400
        assert told in response.content.decode()


def test_what_was_imported_and_put_in_words_by_nobody_is_no_news(series, client):
    imported = make(Finding, title="Zanzibar", summary="", source_text="Their words.", outcome_id="5f0c1")
    curated = make(Finding, title="Timbuktu", summary="Ours.", source_text="Their words.", outcome_id="5f0c2")
    feed = client.get("/feed/").content.decode()
    assert curated.title in feed
    assert imported.title not in feed
    assert "Also imported, as the awards report it" in client.get("/").content.decode()
    # A list's own feed is complete.
    assert imported.title in client.get("/api/v1/findings/?format=atom&sort=recently-updated").content.decode()


def test_a_word_is_found_in_the_other_spelling(db, client):
    make(Finding, slug="with-s", title="Organisations realised it")
    make(Finding, slug="with-z", title="Organizations realized it")
    make(Finding, slug="dotted", title="Trust in the U.K. of today")
    make(Finding, slug="plain", title="Trust in the UK of today")
    for asked, wanted in (
        ("organisation", {"with-s", "with-z"}),
        ("organizations", {"with-s", "with-z"}),
        ("realized", {"with-s", "with-z"}),
        ("U.K.", {"dotted", "plain"}),
        ("trust UK", {"dotted", "plain"}),
        ('"organisation"', {"with-s"}),
    ):
        found = client.get("/api/v1/findings/", {"q": asked}).json()["results"]
        assert {each["slug"] for each in found} == wanted, asked


WORDS = """organization organizations generically universities universal past pasted skis news inning evening
collaborations policies governance responsiveness analyses gently exceeding succeed"""


def test_every_word_finds_the_title_that_holds_it_whatever_the_stemmer(db, client):
    words = WORDS.split()
    for place, word in enumerate(words):
        make(Finding, slug=f"w{place}", title=f"Zz {word}")
    for place, word in enumerate(words):
        found = {each["slug"] for each in client.get("/api/v1/findings/", {"q": f"zz {word}"}).json()["results"]}
        assert f"w{place}" in found, word


def test_what_imports_bring_by_the_thousand_comes_after_what_curators_wrote(client, db):
    imported = make(ImpactRecord, title="Trust trust trust")
    written = make(Finding, title="On trust and other things")
    page = client.get("/search/?q=trust").content.decode()
    assert page.index(written.get_absolute_url()) < page.index(imported.get_absolute_url())


def test_a_phrase_that_finds_nothing_is_offered_as_it_was_typed(series, client):
    """It may be longer than a search may have words: it counts as one."""
    phrase = "one two three four five six seven eight nine ten eleven"
    page = client.get("/search/", {"q": f'"{phrase}" "public sector" trust'})
    assert page.status_code == 200
    answer = client.get("/api/v1/search/", {"q": f'"{phrase}" "public sector" trust'}).json()
    assert not answer["did_you_mean"]
    told = answer["by_word"]
    assert {each["word"] for each in told} == {'"public sector"', "trust"}
    for each in told:
        assert client.get("/api/v1/search/", {"q": each["word"]}).json()["count"] == each["count"]

"""What a practitioner types leads somewhere useful: by other names, by links, or by a word that is spelt nearly so."""

import re

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

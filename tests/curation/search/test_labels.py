"""A record is found by what it is tied to, without a word of that being copied into its search row."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collabfutures.curation.models import SearchRow
from collabfutures.curation.search.everywhere import everywhere
from collabfutures.curation.search.matching import Search
from findings.models import Barrier, Finding, ImpactRecord
from seminars.models import ApplicationArea, Sector, Series, Theme
from tests.making import make


def found(kind, **query):
    return [each["slug"] for each in Client().get(f"/api/v1/{kind}/", query).json()["results"]]


@pytest.fixture
def tied(db):
    finding = make(Finding, slug="tied", title="Partners stay", series=make(Series, title="A Cardiff series"))
    finding.themes.add(make(Theme, slug="trust", title="Trust", alternative_names="Mutual confidence\nReliance"))
    finding.sectors.add(make(Sector, slug="third", title="Third sector"))
    finding.barriers.add(make(Barrier, slug="jargon", title="Jargon"))
    make(Finding, slug="own", title="Of trust alone")
    return finding


@pytest.mark.parametrize("word", ["trust", "TRUSTS", "reliance", "“mutual confidence”", "third", "jargon", "Cardiff"])
def test_a_word_finds_what_is_tied_to_a_thing_of_that_name(word, tied):
    assert "tied" in found("findings", q=word)


def test_a_search_for_a_theme_finds_whatever_its_filter_lists(tied):
    assert set(found("findings", theme="trust")) <= set(found("findings", q="trust"))
    assert found("findings", q="trust") == ["own", "tied"], "what says the word itself stands first"


def test_what_things_are_called_is_read_once_until_something_is_called_otherwise(tied):
    found("findings", q="reliance")
    with CaptureQueriesContext(connection) as captured:
        assert found("findings", q="reliance", sort="title") == ["own", "tied"]
    names = [each["sql"] for each in captured if "alternative_names" in each["sql"]]
    assert not names
    Theme.objects.filter(slug="trust").update(alternative_names="Faith")
    assert found("findings", q="reliance") == []
    assert found("findings", q="faith") == ["own", "tied"]


def test_words_of_one_stem_are_not_one_label(db):
    make(Finding, slug="one").application_areas.add(make(ApplicationArea, title="Government, Democracy and Justice"))
    assert found("findings", q="government") == ["one"]
    assert found("findings", q="governance") == []


def test_words_may_be_held_by_the_record_and_by_what_it_is_tied_to(tied):
    assert found("findings", q="partners trust") == ["tied"]
    assert found("findings", q="partners zebra") == []


def test_a_word_left_out_leaves_out_what_is_tied_to_it(tied):
    assert found("findings", q="stay -trust") == []
    assert found("findings", q="stay -power") == ["tied"]


def test_nothing_of_another_record_is_in_a_search_row(tied):
    row = SearchRow.objects.get(slug="tied")
    assert "trust" not in f"{row.title} {row.names} {row.summary} {row.keywords} {row.body}".lower()


def test_a_rename_a_withdrawal_and_a_draft_count_at_once(tied):
    Theme.objects.filter(slug="trust").update(title="Faith", alternative_names="")
    assert (found("findings", q="faith"), found("findings", q="reliance")) == (["tied"], [])
    Theme.objects.get(slug="trust").withdraw("A test.")
    assert found("findings", q="faith") == []
    draft = make(Theme, state="draft", title="Hidden")
    tied.themes.add(draft)
    assert found("findings", q="hidden") == []


def test_what_is_narrower_is_found_through_what_is_wider_and_the_page_says_so(client, db):
    wide = make(Theme, slug="governance", title="Governance")
    narrow = make(Theme, slug="contracts", title="Contracts", broader=wide)
    narrowest = make(Theme, slug="clauses", title="Clauses", broader=narrow)
    make(Finding, slug="one").themes.add(narrow)
    make(Finding, slug="two").themes.add(narrowest)
    assert set(found("findings", q="governance")) == {"one", "two"}
    for address in ("/findings/?q=governance", "/search/?q=governance"):
        page = client.get(address).content.decode()
        assert "Found through narrower themes too" in page
        assert "“Contracts”" in page


def test_a_narrower_draft_widens_no_search_and_is_not_named(client, db):
    wide = make(Theme, title="Governance")
    make(Finding, slug="one").themes.add(make(Theme, state="draft", title="Hidden", broader=wide))
    assert found("findings", q="governance") == []
    assert "Hidden" not in client.get("/search/?q=governance").content.decode()


def test_an_area_and_a_series_lead_to_their_impact_records(db):
    record = make(ImpactRecord, slug="talk")
    record.application_areas.add(make(ApplicationArea, title="Energy"))
    record.series.add(make(Series, title="The harbour award"))
    assert found("impact-records", q="energy") == ["talk"]
    assert found("impact-records", q="harbour") == ["talk"]


def test_the_search_over_everything_counts_what_each_list_finds(client, tied):
    groups = client.get("/search/?q=trust").context["groups"]
    for group in groups:
        listed = client.get(group["model"].get_api_url(), {"q": "trust"}).json()["count"]
        assert listed == group["count"], group["model"]
    assert {group["model"] for group in groups} >= {Finding, Theme}


def test_a_word_with_a_minus_leaves_out_what_is_tied_to_its_label_and_nothing_else(db, client):
    trust, power = make(Theme, title="Trust", slug="trust"), make(Theme, title="Power", slug="power")
    for slug, themes in (("of-trust", [trust]), ("of-power", [power]), ("of-both", [trust, power])):
        make(Finding, slug=slug, title=f"Public works {slug[:2]}").themes.add(*themes)
    make(Finding, slug="of-none", title="Public works alone")
    found = {each["slug"] for each in client.get("/api/v1/findings/?q=public+-trust").json()["results"]}
    assert found == {"of-power", "of-none"}
    keys = everywhere([Search("public -trust")])[0][Finding]
    assert set(Finding.objects.filter(pk__in=keys).values_list("slug", flat=True)) == found

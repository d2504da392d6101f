"""Searching and narrowing as a practitioner does it: other names, marks, suggestions, the way out of an empty list."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collabfutures.curation.models import SearchRow
from findings.models import Barrier, Finding, Term
from seminars.models import Sector, Series, Theme
from tests.making import make


@pytest.fixture
def words(db):
    theme = make(Theme, slug="trust", title="Trust", alternative_names="Mutual confidence")
    make(Term, title="social capital", theme=theme)
    make(Term, title="secret word", theme=theme, state="draft")
    series = make(Series, slug="s")
    for slug, title in (("a", "On trust"), ("b", "On social capital"), ("c", "On something else")):
        make(Finding, slug=slug, title=title, series=series)


def found(client, query):
    return sorted(each["slug"] for each in client.get(f"/api/v1/findings/?{query}").json()["results"])


def test_one_sectors_word_finds_the_others_and_says_so(words, client):
    for query in ("q=trust", "q=social+capital", "q=mutual+confidence", "q=TRUSTS"):
        assert found(client, query) == ["a", "b"], query
    page = client.get("/findings/?q=trust").content.decode()
    assert "Also searched for: “Mutual confidence”, “social capital”." in page
    assert "secret" not in page


@pytest.mark.parametrize(
    ("title", "other", "query"),
    [
        ("Voluntary organisation", "Charity", "charity"),
        ("Outsourcing", "Contracting out", "outsourcing"),
        ("Public-private partnership", "PPP", "the PPP"),
    ],
)
def test_another_name_is_found_whatever_its_endings_and_small_words(title, other, query, db, client):
    make(Theme, title=title, alternative_names=f"{other}\n&\nOut of")
    make(Finding, slug="a", title=f"About {title}")
    assert found(client, urlencode({"q": query})) == ["a"]


def test_another_name_is_looked_for_as_a_phrase(words, client):
    make(Finding, slug="d", title="Capital of a social kind")
    assert found(client, "q=trust") == ["a", "b"]


def test_terms_of_a_draft_theme_are_no_other_names(db, client):
    theme = make(Theme, state="draft")
    make(Term, title="alpha", theme=theme)
    make(Term, title="beta", theme=theme)
    assert "beta" not in client.get("/search/?q=alpha").content.decode()


def test_small_words_are_not_marked(words, client):
    page = client.get("/search/?q=on+trust").content.decode()
    assert "On <mark>trust</mark>" in page


def test_what_was_found_in_the_text_is_shown_with_its_surroundings(words, client):
    make(Finding, slug="d", title="Another", detail=f"{'word ' * 50} keystone {'word ' * 50}")
    assert "<mark>keystone</mark>" in client.get("/search/?q=keystone").content.decode()


def test_a_search_that_finds_nothing_says_what_each_word_finds(words, client):
    page = client.get("/search/?q=how+do+we+build+trust").content.decode()
    assert 'href="/search/?q=trust">trust: 4 records</a>' in page
    assert "build:" not in page
    assert sum(group["count"] for group in client.get("/search/?q=trust").context["groups"]) == 4


def test_a_mistyped_wish_for_the_words_is_refused_by_name(words, client):
    response = client.get("/search/?q=trust&words=typed")
    assert response.status_code == 400
    assert "not allowed for words. Allowed: as-typed" in response.content.decode()


def test_the_reader_may_keep_to_the_words_as_typed(words, client):
    assert found(client, "q=trust&words=as-typed") == ["a"]
    page = client.get("/findings/?q=trust&words=as-typed").content.decode()
    assert "Only the words as typed" in page
    assert "Also searched for" not in page


def test_what_was_found_is_marked_in_every_form_and_never_as_markup(words, client):
    make(Finding, slug="d", title="Trusting <b>trust</b>")
    page = client.get("/findings/?q=trusts").content.decode()
    assert "<mark>Trusting</mark> &lt;b&gt;<mark>trust</mark>&lt;/b&gt;" in page


def test_suggestions_begin_words_of_public_titles(words, client):
    make(Finding, title="Trust nobody with this", state="draft")
    assert client.get("/search/suggest/?q=tr").json() == {"suggestions": ["Trust", "On trust"]}
    assert client.get("/search/suggest/?q=").json() == {"suggestions": []}


def test_suggestions_begin_with_short_titles_and_pass_over_hyphens(db, client):
    for title in ("Leadership in very long words", "On leadership", "Leadership", "Public-private partnership"):
        make(Finding, title=title)
    suggested = client.get("/search/suggest/?q=lead").json()["suggestions"]
    assert suggested == ["Leadership", "Leadership in very long words", "On leadership"]
    assert client.get("/search/suggest/?q=public%20pri").json()["suggestions"] == ["Public-private partnership"]


def test_an_empty_list_says_which_filter_to_drop_and_what_that_gives(words, client):
    make(Sector, slug="public", title="Public")
    page = client.get("/findings/?q=trust&sector=public").content.decode()
    assert "Drop “Sector: Public”: 2 findings" in page
    assert 'data-count="2" href="?q=trust"' in page
    assert "Drop “Search" not in page


def test_an_empty_list_that_no_single_filter_explains_says_which_one_to_keep(words, client):
    make(Sector, slug="public", title="Public")
    make(Barrier, slug="language", title="Language")
    page = client.get("/findings/?q=trust&sector=public&barrier=language").content.decode()
    assert "Drop “" not in page
    assert 'data-count="2" href="?q=trust">Keep only “Search: trust”: 2 findings' in page


def test_a_wrong_filter_leaves_the_others_in_place(words, client):
    response = client.get("/findings/?q=-the&series=s")
    page = response.content.decode()
    assert response.status_code == 400
    assert '<a href="#field-q">Search for at least one word or number' in page
    assert 'value="-the" aria-invalid="true"' in page
    assert 'name="series" value="s" checked' in page
    assert '<a href="?series=s">Show 3 findings without what is wrong</a>' in page


@pytest.fixture
def many_series(db):
    for number in range(130):
        make(Finding, series=make(Series, slug=f"s{number}", title=f"Series {number:03}"))


def test_every_option_of_a_long_filter_can_be_reached(many_series, client):
    page = client.get("/findings/").content.decode()
    assert page.count('id="series-') == 6
    assert 'href="?options=series#field-series">124 more' in page
    page = client.get("/findings/?options=series").content.decode()
    assert page.count('id="series-') == 75
    assert 'href="?options=series&amp;options_page=2#field-series">55 more' in page
    page = client.get("/findings/?options=series&options_page=2").content.decode()
    assert page.count('id="series-') == 55
    assert client.get("/findings/?options=all").content.decode().count('id="series-') == 20
    assert client.get("/findings/?options=some").status_code == 400
    assert client.get("/findings/?options=series&options_page=0").status_code == 400


def test_an_option_is_found_by_what_it_is_called(many_series, client):
    page = client.get("/findings/?find=S%C3%A9ries+01").content.decode()
    assert re.findall('id="series-(s[0-9]+)"', page) == [f"s{number}" for number in range(10, 20)]
    assert 'name="find" maxlength="100" value="Séries 01"' in page
    # Filters in which nothing is called so are not shown, and the one that is found is open.
    assert re.findall('class="facet" id="field-([a-z]+)" data-name="[a-z]+"( open)?', page) == [("series", " open")]
    assert "more<span" not in page
    # What was chosen stays to be seen, whatever is looked for.
    page = client.get("/findings/?find=series+01&series=s99").content.decode()
    assert 'id="series-s99"' in page


def test_a_page_without_many_options_offers_no_box_to_find_them(db, client):
    make(Finding)
    assert 'name="find"' not in client.get("/findings/").content.decode()


def test_the_api_gives_the_options_of_a_facet_a_hundred_at_a_time(many_series, client):
    first = client.get("/api/v1/findings/?facets=series").json()
    second = client.get("/api/v1/findings/?facets=series&facet_page=2").json()
    values = [option["value"] for part in (first, second) for option in part["facets"]["series"]]
    assert first["facet_counts"] == {"series": 130}
    # “none” stands in each part.
    assert (values.count("none"), len(set(values)), len(values)) == (2, 131, 132)
    assert client.get("/api/v1/findings/?facet_page=2").status_code == 400
    assert client.get("/api/v1/findings/?facets=series&facet_page=x").status_code == 400


def test_an_address_is_made_canonical(words, client):
    response = client.get("/findings/?q=&sort=&page_size=25&series=s&series=s&page=1")
    assert (response.status_code, response["Location"]) == (302, "/findings/?series=s")
    page = client.get("/findings/?series=s&utm_source=x&brief=finding.a").content.decode()
    assert '<link rel="canonical" href="http://testserver/findings/?series=s">' in page


def test_a_filter_may_be_turned_to_all_of_these_and_back(words, client):
    for slug in ("public", "private"):
        sector = make(Sector, slug=slug, title=slug.title())
        Finding.objects.get(slug="a").sectors.add(sector)
    page = client.get("/findings/?sector=public&sector=private").content.decode()
    assert 'href="?sector__all=public&amp;sector__all=private"' in page
    page = client.get("/findings/?sector__all=public&sector__all=private").content.decode()
    assert 'name="sector__all" value="public" checked' in page
    assert 'href="?sector=public&amp;sector=private"' in page


def test_suggestions_are_asked_of_two_indexes(words, client, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert SearchRow.objects.titles_with("trust", 8) == ["Trust", "On trust"]
    with django_assert_num_queries(1):
        assert SearchRow.objects.titles_with("on s", 2) == ["On social capital", "On something else"]


def test_the_beginnings_of_titles_are_looked_up(words):
    rows = SearchRow.objects.filter(folded__gte="tr", folded__lt="ts").order_by("folded")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "curation_searchrow_folded" in rows.explain()


def test_the_words_of_titles_are_looked_up_where_few_hold_them(words):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has them in its one index of words")
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        SearchRow.objects.titles_with("trust", 8)
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        assert "curation_searchrow_title_words" in str(cursor.fetchall())

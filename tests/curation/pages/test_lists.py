"""What a list says of itself, and the look of its tables."""

import html
import re
from pathlib import Path

from collabfutures.curation.filters.matrix import STEPS
from findings.models import Barrier, Finding
from seminars.models import SeminarDiscourse, Theme
from tests.making import make

STYLES = Path(__file__).resolve().parents[3] / "static" / "site.css"


def test_a_page_says_which_of_all_the_records_it_shows(db, client):
    for _ in range(22):
        make(Theme)
    said = [
        " ".join(
            re.sub(
                r"<[^>]+>", "", client.get(f"/themes/?page_size=10&page={page}", follow=True).content.decode()
            ).split()
        )
        for page in (1, 2, 3)
    ]
    assert [
        place in page
        for place, page in zip(
            ("22 themes, 1 to 10 shown", "22 themes, 11 to 20 shown", "22 themes, 21 to 22 shown"), said, strict=True
        )
    ] == [
        True,
        True,
        True,
    ]


def test_every_shade_of_a_table_is_in_the_stylesheet_and_no_other():
    assert sorted(set(re.findall(r"\.shade-(\d)\b", STYLES.read_text()))) == [
        str(1 + shade) for shade in range(len(STEPS))
    ]


def test_a_refused_order_is_linked_to_the_control_where_it_is_chosen(db, client):
    make(Theme)
    page = client.get("/themes/?sort=sideways").content.decode()
    assert '<a href="#field-sort">' in page
    assert 'id="field-sort"' in page


def test_a_link_to_all_of_the_choices_starts_at_the_first_page(db, client):
    one, two = make(Theme, slug="one"), make(Theme, slug="two")
    for _ in range(12):
        make(Finding).themes.add(one, two)
    page = client.get("/findings/?theme=one&theme=two&page_size=10&page=2").content.decode()
    address = html.unescape(re.search(r'href="(\?[^"]*theme__all=one[^"]*)"', page)[1])
    assert "page=2" not in address
    assert client.get(f"/findings/{address}").status_code == 200


def test_the_second_page_of_a_list_names_itself_as_its_canonical_address(db, client):
    for _ in range(12):
        make(Theme)
    page = client.get("/themes/?page_size=10&page=2").content.decode()
    canonical = html.unescape(re.search(r'<link rel="canonical" href="([^"]+)"', page)[1])
    assert "page=2" in canonical


def test_an_excerpt_says_that_it_goes_on(db, client):
    make(Barrier, title="Long", summary="word " * 61)
    make(Barrier, title="Short", summary="only " * 60)
    page = client.get("/barriers/").content.decode()
    assert ("word word …</p>" in page, "only only …" in page) == (True, False)


def test_what_a_serializer_makes_has_a_label_in_words(series, client):
    effects = SeminarDiscourse.objects.filter(seminar__slug="governance-and-regulation")
    effects.update(effect_in_practice="Contracts were let.")
    assert "<dt>Effects in practice" in client.get("/seminars/governance-and-regulation/").content.decode()

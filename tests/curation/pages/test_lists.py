"""What a list says of itself, and the look of its tables."""

import re
from pathlib import Path

from collabfutures.curation.filters.matrix import SHADES
from seminars.models import Theme
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
    assert sorted(set(re.findall(r"\.shade-(\d)\b", STYLES.read_text()))) == [str(1 + shade) for shade in range(SHADES)]


def test_a_refused_order_is_linked_to_the_control_where_it_is_chosen(db, client):
    make(Theme)
    page = client.get("/themes/?sort=sideways").content.decode()
    assert '<a href="#field-sort">' in page
    assert 'id="field-sort"' in page

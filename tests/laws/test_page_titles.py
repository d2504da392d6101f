"""No two pages have one title: whoever has ten of them open, or reads by ear, knows which is which."""

import html
import re
from collections import Counter

import pytest

from tests.addresses import PAGES
from tests.kinds import KINDS

TITLE = re.compile(r"<title>(.*?)</title>", re.S)
# The same page with other layout, or the same refusal.
ALIKE = ("ignored", "search by another name")


@pytest.mark.long
def test_no_two_pages_have_one_title(series, client):
    named = {address for name, address in PAGES.items() if name not in ALIKE and "error" not in name}
    lists = {kind.get_list_url() for kind in KINDS}
    records = {record.get_absolute_url() for kind in KINDS for record in kind.objects.published()[:4]}
    found = Counter()
    for address in sorted(named | lists | records):
        response = client.get(address, follow=True)
        if response.status_code == 200:
            found[" ".join(html.unescape(TITLE.search(response.content.decode())[1]).split())] += 1
    assert [title for title, number in found.items() if number > 1] == []
    assert len(found) > 100


def test_a_list_offers_to_skip_its_filters(series, client):
    page = client.get("/findings/").content.decode()
    assert page.index('href="#results">Skip to the results') < page.index('<form class="filters"')
    assert 'id="results"' in page

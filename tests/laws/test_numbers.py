"""Every number shown equals what a click on it lists: crawled over the pages of the built-in series."""

import html
import itertools
import re
from functools import cache
from urllib.parse import urlencode, urlsplit

import pytest
from django.urls import resolve

from findings.analyses.evidence_map import axis_names
from findings.filters import FindingFilter
from findings.models import Implication, Manifestation
from seminars.models import Discourse, Sector, Theme, ThemeRole
from tests.kinds import KINDS
from tests.making import make

LINK = re.compile(r"<a[^>]*?data-count=\"(\d+)\"[^>]*?href=\"([^\"]+)\"", re.S)
PAGES = (
    "/",
    "/plan/",
    "/run/?sector=public",
    "/scrutinise/?sector=private",
    "/study/?sector=third",
    "/compare/?discourse=efficiency&discourse=responsiveness",
    "/compare/?discourse=efficiency&discourse=effectiveness&discourse=responsiveness&discourse=cultural-performance",
    "/what-competes/?1-more-from-resources=3&2-users-shape-it=3",
    "/search/?q=trust",
    "/search/?q=PPP",
    "/search/?q=PPP&words=as-typed",
    "/findings/?sector=public&consensus=contested&theme=trust",
    "/findings/?q=trust&sector=none&theme=governance",
    "/impact/?impact_kind=policy-influence",
    "/manifestations/?discourse=efficiency",
    "/map/?sector=public&sector=third&rows=discourse&columns=sector",
    "/map/?sector__all=public&sector__all=third&rows=theme&columns=sector",
    "/map/?q=learning&rows=theme&columns=barrier",
)


def pages(client):
    """(address, text) of every page that shows numbers."""
    maps = (f"/map/?rows={one}&columns={other}" for one, other in itertools.pairwise(axis_names(FindingFilter)))
    lists = (kind.get_list_url() for kind in KINDS)
    # A few of each kind: the pages of the others are made of the same templates.
    records = (record.get_absolute_url() for kind in KINDS for record in kind.objects.published()[:4])
    for address in (*PAGES, *lists, *maps, *records):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        yield address, response.content.decode()


@pytest.mark.long
def test_every_number_is_what_a_click_on_it_lists(series, client):
    apis = {kind.get_list_url(): kind.get_api_url() for kind in KINDS}

    @cache
    def total(address):
        # The page of a list and its JSON agree, which is a law of its own; JSON is quicker to ask.
        path, _, query = address.partition("?")
        return client.get(f"{apis[path]}?page_size=10&{query}").json()["count"]

    checked = 0
    for page, text in pages(client):
        for number, address in LINK.findall(text):
            address = html.unescape(address)
            address = page.partition("?")[0] + address if address.startswith("?") else address
            assert total(address) == int(number), f"{page}: {number} leads to {address}"
            checked += 1
    assert checked > 250


@pytest.mark.long
def test_every_option_of_every_filter_finds_as_many_as_it_says(series, client):
    queries = {"/findings/": ["", "sector=public", "q=learning", "sector__all=public&sector__all=private"]}
    for kind in KINDS:
        for query in queries.get(kind.get_list_url(), [""]):
            body = client.get(f"{kind.get_api_url()}?facets=all&{query}").json()
            for name, options in body["facets"].items():
                # Every option of the small facets, the ends of the long ones: each is a request.
                for option in options if len(options) < 7 else [*options[:2], *options[-2:]]:
                    asked = f"{kind.get_api_url()}?{_with(query, name, option['value'])}&page_size=10"
                    assert client.get(asked).json()["count"] == option["count"], asked


def _with(query, name, value):
    kept = [part for part in query.split("&") if part and not part.startswith(f"{name}=")]
    return "&".join([*kept, urlencode({name: value})])


def test_a_gap_leads_to_the_agenda(series, client):
    text = client.get("/implications/").content.decode()
    gaps = re.findall(r'<a class="gap" href="([^"]+)"', text)
    assert len(gaps) == 20
    assert {resolve(urlsplit(address).path).url_name for address in gaps} == {"researchquestion-list"}
    # The domain of an implication is a theme; where nothing is asked about it, the gap leads to the whole agenda.
    assert {urlsplit(address).query for address in gaps} == {"theme=leadership", "theme=learning", ""}


def test_a_table_says_what_it_has_no_room_for(db, client):
    sector = make(Sector)
    for number in range(12):
        form = make(Theme, slug=f"form-{number}")
        make(Manifestation, discourse=make(Discourse), sector=sector, institutional_form=form)
    page = " ".join(client.get("/manifestations/").content.decode().split())
    link = '<a href="?options=form#field-form"> 2 more columns</a> are left out.'
    assert f"The table has room for those with most manifestations; {link}" in page
    every = client.get("/manifestations/?options=form").content.decode()
    assert all(f'name="form" value="form-{number}"' in every for number in range(12))


def test_the_number_of_empty_cells_is_that_of_the_table(series, client):
    Discourse.objects.filter(slug="efficiency").update(state="draft")
    leadership, efficiency = Theme.objects.get(slug="leadership"), Discourse.objects.get(slug="efficiency")
    make(Implication, discourse=efficiency, domain=leadership)
    make(Implication, discourse=Discourse.objects.get(slug="effectiveness"), domain=leadership)
    assert client.get("/implications/").content.decode().count('<a class="gap"') == 14
    assert ">14 of 15</a> cells say nothing" in client.get("/agenda/").content.decode()


def test_a_role_that_is_withdrawn_makes_no_columns(series, client):
    ThemeRole.objects.filter(slug="management-domain").update(state="withdrawn")
    assert '<a class="gap"' not in client.get("/implications/").content.decode()

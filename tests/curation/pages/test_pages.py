"""What a practitioner meets: pages that answer, say what is wrong, and never a page without a next step."""

import pytest

from findings.models import Finding
from seminars.models import Discourse, Theme
from tests.addresses import PAGES
from tests.making import make

ADDRESSES = ["/", "/findings/", "/findings/?sector=public", "/discourses/", "/themes/", "/barriers/", "/seminars/"]
ADDRESSES += [
    "/impact/",
    "/series/",
    "/learning/",
    "/agenda/",
    "/words/",
    "/search/?q=trust",
    "/about/",
    "/admin/login/",
]


def test_every_page_answers(series, client):
    for address in ADDRESSES:
        assert client.get(address).status_code == 200, address


def test_every_page_answers_before_anything_is_recorded(client, db):
    for address in ADDRESSES:
        assert client.get(address.replace("sector=public", "")).status_code == 200, address


def test_a_finding_says_what_its_source_claims_and_where_it_stands(series, client):
    page = client.get("/findings/efficiency-is-dominant/").content.decode()
    assert "Emerged; consensus not claimed" in page
    assert 'href="/sources/s28/"' in page
    assert 'href="/discourses/efficiency/">Efficiency</a>' in page


def test_what_is_not_recorded_is_said(series, client):
    barrier = client.get("/barriers/language/").content.decode()
    assert "remedies recorded" in barrier
    assert "None recorded yet" in barrier
    seminar = client.get("/seminars/governance-and-regulation/").content.decode()
    assert "Not recorded in the source: date; venue." in seminar


def test_a_discourse_shows_everything_that_speaks_of_it(series, client):
    response = client.get("/discourses/efficiency/")
    shown = {(found.model._meta.model_name, found.name): found.count for found in response.context["backlinks"]}
    assert shown[("tension", "discourse")] == 2
    assert shown[("manifestation", "discourse")] == 2
    for found in response.context["backlinks"]:
        assert client.get(found.address).context["page"].count == found.count


def test_so_many_that_speak_of_it_are_named_and_of_more_the_number_alone(client, db):
    few, many = make(Discourse), make(Discourse)
    for discourse, number in ((few, 12), (many, 13)):
        for each in range(number):
            make(Finding, title=f"On {each:02}").discourses.add(discourse)
    shown = {}
    for discourse in (few, many):
        [found] = client.get(discourse.get_absolute_url()).context["backlinks"]
        shown[found.count] = [link.title for link in found.links]
    assert shown == {12: [f"On {each:02}" for each in range(12)], 13: []}


def test_a_mistyped_filter_is_a_message_on_the_page(series, client):
    response = client.get("/findings/?sector=publik")
    assert response.status_code == 400
    page = response.content.decode()
    assert "“publik” is not allowed for sector. Allowed: private, public, third, none." in page
    assert 'href="/findings/"' in page


def test_a_name_that_the_page_does_not_know_is_ignored_with_a_notice(series, client):
    response = client.get("/findings/?utm_source=letter&sector=public")
    assert response.status_code == 200
    assert "<code>utm_source</code>" in response.content.decode()
    assert response.context["page"].count == client.get("/findings/?sector=public").context["page"].count


@pytest.mark.long
def test_every_page_says_which_names_it_ignored_and_no_other(series, client):
    for name, address in PAGES.items():
        joined = f"{address}{'&' if '?' in address else '?'}utm_medium=post"
        if name not in ("ignored", "not found"):
            assert "Ignored" not in client.get(address, follow=True).content.decode(), name
            assert "<code>utm_medium</code>" in client.get(joined, follow=True).content.decode(), name


def test_an_empty_result_has_a_next_step(series, client):
    page = client.get("/findings/?consensus=contested").content.decode()
    assert "Drop “" in page
    assert "Nothing is recorded here yet" in client.get("/cases/").content.decode()


def test_pages_of_a_list_lead_to_each_other(client, db):
    for number in range(30):
        make(Finding, title=f"Finding {number:02}", position=number)
    page = client.get("/findings/?page_size=10&page=2&sort=title")
    assert page.context["page"].records[0].title == "Finding 10"
    content = page.content.decode()
    assert 'href="?page_size=10&amp;sort=title&amp;page=1"' in content
    assert 'href="?page_size=10&amp;sort=title&amp;page=3"' in content
    assert client.get("/findings/?page=77").status_code == 400


def test_a_page_can_only_be_read(client, db):
    for address in ("/findings/", "/themes/"):
        assert client.post(address).status_code == 405


def test_a_missing_page_and_a_missing_record_lead_on(client, db):
    for address in ("/nowhere/", "/findings/never-was/", "/findings/Never_Was/"):
        response = client.get(address)
        assert response.status_code == 404
        assert 'href="/search/"' in response.content.decode()
    assert client.get("/api/v1/nowhere/")["Content-Type"] == "application/problem+json"


def test_the_policy_of_a_page_allows_nothing_inline(series, client):
    for address in ("/", "/findings/", "/admin/login/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_proxy_is_told_that_a_page_is_gone(series, client):
    withdrawn, renamed = Theme.objects.published()[:2]
    old = renamed.get_absolute_url()
    withdrawn.withdraw("A test.")
    renamed.slug = "another-address"
    renamed.save()
    for address, status in ((withdrawn.get_absolute_url(), 410), (old, 301), ("/themes/never-was/", 404)):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (status, "public, no-cache")


def test_health_says_whether_the_database_answers(client, db):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"

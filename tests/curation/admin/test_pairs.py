"""What may be one is looked at pair by pair: merged, told apart, skipped."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from collabfutures.curation.desk.duplicates import similar
from collabfutures.curation.models import DuplicatePair
from collabfutures.curation.publication import State
from seminars.models import Theme
from tests.making import make
from tests.said import text
from tests.sent_form import sent_form

PAIRS, LISTED = "admin:seminars_theme_pairs", "admin:seminars_theme_changelist"
LONG = "Working together across the borders of organisations"


@pytest.fixture
def three(db):
    """Three that have the same title, of which the last is public: three pairs."""
    found = [make(Theme, State.DRAFT, title=LONG) for _ in range(2)] + [make(Theme, title=LONG)]
    call_command("find_duplicates", "theme", verbosity=0)
    return found


def test_pairs_are_looked_at_one_after_the_other(three, admin):
    public = three[-1]
    assert "Look at the pairs" in text(admin, reverse(LISTED, query={"queue": "alike"}))
    assert "Look at the pairs" not in text(admin, reverse(LISTED))
    page = admin.get(reverse(PAIRS), follow=True)
    assert "2 more pairs after this one." in page.content.decode()
    merged = admin.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], sent_form(page), follow=True)
    assert Theme.objects.count() == 2
    assert "0 more pairs after this one." in merged.content.decode()
    address = f"{merged.request['PATH_INFO']}?{merged.request['QUERY_STRING']}"
    assert merged.context["record"] == public, "what is public stays"
    last = admin.post(address, sent_form(merged) | {"_two": "1"}, follow=True)
    assert "That was the last pair." in last.content.decode()
    assert Theme.objects.count() == 2


def test_a_pair_is_skipped_and_comes_again_from_the_list(three, admin):
    page, seen = admin.get(reverse(PAIRS), follow=True), []
    while "skip_pair" in (page.context or {}):
        seen.append((page.context["record"].pk, page.context["lost"].pk))
        page = admin.get(page.context["skip_pair"], follow=True)
    assert len(set(seen)) == 3
    assert DuplicatePair.objects.count() == 3
    assert admin.get(reverse(PAIRS), follow=True).context["skip_pair"]


def test_a_pair_of_which_one_is_gone_is_passed_over(three, admin):
    Theme.objects.filter(pk=three[0].pk).delete()
    page = admin.get(reverse(PAIRS), follow=True)
    assert {page.context["record"].pk, page.context["lost"].pk} == {three[1].pk, three[2].pk}
    for walk in ("x", "-1", "9" * 30, "99"):
        assert admin.get(reverse(PAIRS), {"walk": walk}, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("title", "alike"),
    [
        ("Concert of the seminar in Cardiff on 14/9/09", False),
        ("Concert of the seminar in Cardiff on 27/9/08", True),
        ("Concert of the seminar in Cardif on 27/9/08", True),
        ("Concert of the seminar in Cardiff", False),
    ],
)
def test_titles_that_differ_in_a_number_are_of_two_things(title, alike, db):
    make(Theme, title="Concert of the seminar in Cardiff on 27/9/08")
    assert bool(similar(Theme, title)) is alike
    make(Theme, title=title)
    call_command("find_duplicates", "theme", verbosity=0)
    assert DuplicatePair.objects.exists() is alike

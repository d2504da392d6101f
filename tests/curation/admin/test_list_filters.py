"""The filters beside a list: what, of which series, from where, how long untouched; together, and for thousands."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Series
from tests.making import make

LISTED = "admin:findings_finding_changelist"


def found(admin, **query):
    return {record.title for record in admin.get(reverse(LISTED, query=query)).context["cl"].result_list}


@pytest.fixture
def drafts(db):
    """Three drafts without a statement, of two series: one brought by a program, one untouched for two years."""
    ours, theirs = make(Series, title="Ours"), make(Series, title="Theirs")
    for title, series, loaded in (("New", ours, None), ("Brought", ours, {"by": "x"}), ("Old", theirs, None)):
        make(Finding, State.DRAFT, title=title, series=series, loaded=loaded)
    long_ago = timezone.now() - datetime.timedelta(days=700)
    Finding.objects.filter(title="Old").update(updated_at=long_ago)
    return ours, theirs


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"origin": "brought"}, {"Brought"}),
        ({"origin": "desk"}, {"New", "Old"}),
        ({"touched": "today"}, {"New", "Brought"}),
        ({"touched": "year"}, {"Old"}),
        ({"origin": "nowhere", "touched": "never"}, {"New", "Brought", "Old"}),
        ({"origin": "desk", "touched": "week", "queue": "unsaid", "state__exact": "draft", "q": "new"}, {"New"}),
    ],
)
def test_each_narrows_the_list_and_they_combine(query, titles, drafts, admin):
    assert found(admin, **query) == titles


def test_a_list_is_narrowed_to_a_series_with_the_others(drafts, admin):
    ours, theirs = drafts
    assert found(admin, series__id__exact=ours.pk) == {"New", "Brought"}
    assert found(admin, series__id__exact=ours.pk, origin="desk") == {"New"}
    assert found(admin, series__id__exact=theirs.pk, touched="today") == set()


def test_of_very_many_series_the_most_frequent_are_offered_and_the_one_that_is_chosen(
    admin, django_assert_max_num_queries, db
):
    everyone = [make(Series, title=f"Series {number:02}") for number in range(21)]
    for series in [*everyone, *everyone[1:]]:
        make(Finding, State.DRAFT, series=series)
    with django_assert_max_num_queries(10):
        page = admin.get(reverse(LISTED)).content.decode()
    assert "series (the 20 most frequent)" in page and "Series 00" not in page.split('id="changelist-filter"')[1]
    chosen = admin.get(reverse(LISTED, query={"series__id__exact": everyone[0].pk})).content.decode()
    assert "Series 00" in chosen.split('id="changelist-filter"')[1]


@pytest.mark.parametrize("value", ["x", "-1", "999999999999999999999", "1,2", "", "²", "٣"])
def test_a_series_that_is_none_is_no_server_error(value, drafts, admin):
    assert admin.get(reverse(LISTED, query={"series__id__exact": value})).status_code in (200, 302, 400)

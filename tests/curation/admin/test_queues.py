"""The admin's first page says what there is to do, and each queue is a list."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from collabfutures.curation.desk.assignment import assign
from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.desk.queues import QUEUES
from collabfutures.curation.desk.reviewing import send_back, send_for_review
from collabfutures.curation.models import Visit
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import NOBODY, Act, By
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.noting import note_act
from findings.models import Finding
from seminars.models import Source, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make
from tests.said import text


def listed(admin, queue, kind=Finding):
    address = reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist", query={"queue": queue})
    return {record.pk for record in admin.get(address).context["cl"].result_list}


@pytest.fixture
def draft(db):
    """A draft that lacks nothing."""
    found = make(Finding, State.DRAFT, summary="Trust matters.")
    found.sources.add(make(Source))
    found.themes.add(make(Theme))
    return found


def test_a_draft_waits_where_it_lacks_something(admin, draft):
    assert [queue for queue in ("unsupported", "unsaid", "unrelated") if listed(admin, queue)] == []
    draft.sources.set([make(Source, State.DRAFT)])
    draft.themes.clear()
    Finding.objects.filter(pk=draft.pk).update(summary="")
    for queue in ("unsupported", "unsaid", "unrelated"):
        assert listed(admin, queue) == {draft.pk}, queue
    Finding.objects.filter(pk=draft.pk).update(no_source_reason="A test.")
    assert listed(admin, "unsupported") == set()


def test_what_is_sent_and_returned_waits_for_its_people(admin, draft):
    public = make(Finding, summary="Trust matters.")
    save_copy(public, content_of(public) | {"title": "Another"}, NOBODY)
    assert listed(admin, "copies") == {public.pk}
    send_for_review(public, NOBODY, "Better.")
    send_for_review(draft, NOBODY)
    assert listed(admin, "review") == {public.pk, draft.pk}
    for each in (public, draft):
        send_back(each, NOBODY, "Say where.")
    assert listed(admin, "review") == set()
    assert listed(admin, "returned") == {public.pk, draft.pk}


def test_what_is_ones_own_was_written_or_is_assigned(admin, curator, draft):
    other = make(Finding, State.DRAFT)
    assert listed(admin, "yours") == set()
    assign(Finding, [other.pk], curator)
    note_act(Finding, [draft.pk], Act.CHANGED, By.curator(curator))
    assert listed(admin, "yours") == {other.pk, draft.pk}
    assign(Finding, [other.pk], None)
    assert listed(admin, "yours") == {draft.pk}


def test_what_was_not_looked_at_for_long_is_due(admin, db):
    today = timezone.localdate()
    due = make(Finding, look_again=today)
    make(Finding, look_again=today + datetime.timedelta(days=1))
    make(Finding, State.DRAFT, look_again=today)
    assert listed(admin, "overdue") == {due.pk}


def test_what_others_did_since_the_last_visit_is_shown(admin, curator, draft):
    index = reverse("admin:index")
    admin.get(index)
    note_act(Finding, [draft.pk], Act.CHANGED, By("somebody", User.objects.create(username="other").pk))
    assert "Changed by others since your last visit" in text(admin, index)
    Visit.objects.update(at=timezone.now() - datetime.timedelta(hours=3))
    admin.get(index)
    Visit.objects.update(at=timezone.now() - datetime.timedelta(hours=3))
    assert "Changed by others since your last visit" not in text(admin, index)


def test_the_first_page_counts_every_queue_with_a_few_queries(admin, draft, django_assert_max_num_queries):
    for kind in KINDS:
        make(kind, State.DRAFT)
    admin.get(reverse("admin:index"))
    with django_assert_max_num_queries(10):
        shown = text(admin, reverse("admin:index"))
    assert "Drafts without a statement of ours" in shown


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_kind_answers_every_queue(kind, admin, db):
    make(kind, State.DRAFT)
    for queue in QUEUES:
        listed(admin, queue.name, kind)

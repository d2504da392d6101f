"""On the way through a list what has no place here is deleted with a reason, and can be brought back."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Series
from tests.making import make
from tests.said import text
from tests.sent_form import sent_form


@pytest.fixture
def drafts(db):
    return [make(Finding, State.DRAFT, summary=f"Draft {number}.") for number in range(2)]


def walk(kind, record):
    query = {"triage": "1", "_changelist_filters": "state__exact=draft"}
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_change", args=[record.pk], query=query)


def aside(client, record, kind=Finding, **values):
    address = walk(kind, record)
    return client.post(address, sent_form(client.get(address)) | {"_delete_next": "1"} | values, follow=True)


def test_it_is_deleted_with_the_reason_and_the_next_one_comes(drafts, admin):
    answer = aside(admin, drafts[0], why="It is\0about bees.")
    assert answer.context["original"] == drafts[1]
    assert not Finding.objects.filter(pk=drafts[0].pk).exists()
    revision = Revision.objects.get(act="deleted")
    assert revision.reason == "It is about bees."
    assert "It is about bees." in text(admin, reverse("admin:findings_finding_deleted"))
    admin.post(reverse("admin:findings_finding_bring_back", args=[revision.pk]))
    assert Finding.objects.filter(pk=drafts[0].pk, summary="Draft 0.").exists()


@pytest.mark.parametrize(
    ("values", "told"),
    [({"why": " "}, "Say why it has no place here"), ({"why": "Bees.", "seen_token": "x"}, "Somebody else saved it")],
)
def test_without_a_reason_or_of_another_version_it_stays(values, told, drafts, admin):
    answer = aside(admin, drafts[0], **values)
    assert told in answer.content.decode()
    assert Finding.objects.count() == 2


def test_what_something_rests_on_stays_and_that_is_named(drafts, admin):
    series = drafts[0].series
    Series.objects.filter(pk=series.pk).update(state=State.DRAFT)
    answer = aside(admin, series, Series, why="It is empty.")
    assert f"because something rests on it: {drafts[0]}" in answer.content.decode()
    assert Series.objects.filter(pk=series.pk).exists()


def test_what_is_public_and_who_may_not_delete_have_no_such_button(drafts, admin):
    public = make(Finding)
    assert "_delete_next" not in text(admin, walk(Finding, public))
    assert admin.post(walk(Finding, public), {"_delete_next": "1", "why": "Bees."}).status_code == 403
    user = User.objects.create(username="reviewer", is_staff=True)
    user.groups.add(Group.objects.get(name="reviewer"))
    reviewer = Client()
    reviewer.force_login(user)
    assert reviewer.post(walk(Finding, drafts[0]), {"_delete_next": "1", "why": "Bees."}).status_code == 403
    assert Finding.objects.count() == 3

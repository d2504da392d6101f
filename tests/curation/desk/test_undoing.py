"""Every act can be taken back whole: what somebody changed since stays, and nothing becomes public by it."""

import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk, save_copy
from collabfutures.curation.desk.undoing import of_batch, undo, undo_all
from collabfutures.curation.models import Revision, WorkingCopy
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.noting import keep, note
from collabfutures.curation.revisions.working_copy import copied
from findings.models import Finding, ImpactRecord
from seminars.models import Series, Source, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make
from tests.said import text

BY = By("somebody")


def changed(record, by, **values):
    """The record, changed by an act."""
    keep(type(record), [record.pk])
    type(record)._base_manager.filter(pk=record.pk).update(**values)
    note(type(record), [record.pk], Act.CHANGED, by)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_change_of_any_kind_is_taken_back(kind, series):
    record = kind.objects.order_by("pk").first() or make(kind)
    kind.objects.filter(pk=record.pk).update(state=State.DRAFT, published_at=None)
    record.refresh_from_db()
    before, act = content_of(record), By("somebody")
    keep(kind, [record.pk])
    for field in kind._meta.local_many_to_many:
        getattr(record, field.name).clear()
    kind._base_manager.filter(pk=record.pk).update(summary="Otherwise.", curator_note="Otherwise.")
    note(kind, [record.pk], Act.CHANGED, act)
    undo(of_batch(act.batch).get(), BY)
    assert content_of(record) == before
    record.refresh_from_db()
    assert record.state == State.DRAFT


def test_what_was_changed_again_since_stays(db):
    record, act = make(Theme, State.DRAFT, title="First", summary="First."), By("somebody")
    changed(record, act, title="Second", summary="Second.")
    changed(record, BY, summary="Third.")
    undo(of_batch(act.batch).get(), BY)
    record.refresh_from_db()
    assert (record.title, record.summary) == ("First", "Third.")


def test_a_change_of_what_is_public_is_taken_back_by_a_working_copy(db):
    record, act = make(Theme, title="First"), By("somebody")
    changed(record, act, title="Second")
    undo(of_batch(act.batch).get(), BY)
    record.refresh_from_db()
    assert (record.title, at_desk(record)["title"]) == ("Second", "First")


def test_no_undo_publishes_or_withdraws(db):
    act = By("somebody")
    record = make(Theme, State.DRAFT, summary="Trust.", no_source_reason="A test.")
    record.publish(by=act)
    with pytest.raises(ValidationError, match="withdraw it, with a reason"):
        undo(of_batch(act.batch).get(), BY)
    away = By("somebody")
    record.withdraw("Wrong.", by=away)
    with pytest.raises(ValidationError, match="publish it again"):
        undo(of_batch(away.batch).get(), BY)
    record.refresh_from_db()
    assert record.state == State.WITHDRAWN


def test_an_import_is_taken_back_but_for_what_somebody_worked_on(gtr, admin, db):
    paths = sorted(map(str, (gtr / "xml").rglob("*.xml")))[:3]
    call_command("import_gtr", *paths)
    counts = {model: model.objects.count() for model in (Series, Source, Finding, ImpactRecord)}
    assert all(counts.values())
    batch = Revision.objects.filter(act=Act.LOADED).order_by().values_list("batch", flat=True).distinct().get()
    kept = Finding.objects.order_by("pk").first()
    changed(kept, BY, title="Somebody has worked on it")
    address = reverse("admin:curation_revision_act", args=[batch])
    assert "Delete it; it can be brought back." in text(admin, address)
    answer = admin.post(address, follow=True)
    while b"data-goes-on" in answer.content:
        progress, kept_ones = answer.context["progress"], dict(answer.context["kept"])
        data = {"after": progress.after, "done": progress.done, "refused": progress.refused, "told": progress.told}
        answer = admin.post(address, data | kept_ones, follow=True)
    assert list(Finding.objects.all()) == [kept]
    assert ImpactRecord.objects.count() == 0
    # What it belongs to is in use.
    assert list(Series.objects.all()) == [kept.series]
    assert "Left as they are: " in answer.content.decode()


def test_taking_back_a_deletion_and_taking_back_that(admin, db):
    theme = make(Theme, State.DRAFT, title="Trust")
    admin.post(reverse("admin:seminars_theme_delete", args=[theme.pk]), {"post": "yes"})
    gone = Revision.objects.get(act=Act.DELETED)
    assert "Bring it back, as a draft." in text(admin, reverse("admin:curation_revision_act", args=[gone.batch]))
    admin.post(reverse("admin:curation_revision_act", args=[gone.batch]))
    assert Theme.objects.get().title == "Trust"


def test_a_working_copy_goes_back_to_what_it_said_before(admin, db):
    theme = make(Theme, title="First", no_source_reason="A test.")
    acts = [By("somebody") for _ in range(2)]
    for act, title in zip(acts, ("Second", "Third"), strict=True):
        said = content_of(theme) | {"title": title}
        from_desk = at_desk(theme)
        assert from_desk["title"] != title
        save_copy(theme, said, act)
    undo(of_batch(acts[1].batch).get(), BY)
    assert WorkingCopy.objects.get().content["title"] == "Second"
    undo_all(of_batch(acts[0].batch), BY)
    assert copied(at_desk(theme)) == copied(content_of(theme))


def test_acts_are_listed_for_who_sees_every_kind_and_taken_back_by_who_may(db):
    record, act = make(Theme, State.DRAFT, title="First"), By("an editor")
    changed(record, act, title="Second")
    address = reverse("admin:curation_revision_act", args=[act.batch])
    assert Client().get(address).status_code == 302
    viewer = User.objects.create(username="viewer", is_staff=True)
    client = Client()
    client.force_login(viewer)
    assert client.get(address).status_code == 403
    viewer.groups.add(Group.objects.get(name="viewer"))
    assert "an editor" in text(client, reverse("admin:curation_revision_changelist"))
    assert "You may not do this." in client.post(address, follow=True).content.decode()
    record.refresh_from_db()
    assert record.title == "Second"


def test_hostile_addresses_of_acts_are_no_server_errors(admin, db):
    changed(make(Theme, State.DRAFT), BY, title="Second")
    address = reverse("admin:curation_revision_act", args=[BY.batch])
    for data in ({"after": "x" * 30, "as": "no uuid"}, {"after": "9" * 18, "done": "-1", "told": "<b>"}):
        assert admin.post(address, data).status_code in (200, 302)
    assert admin.get(reverse("admin:curation_revision_act", args=[uuid.uuid4()])).status_code == 404


def test_the_page_of_an_act_takes_as_many_queries_however_many_records_it_shows(
    admin, db, django_assert_max_num_queries
):
    act = By("somebody")
    for _ in range(25):
        changed(make(Theme, State.DRAFT), act, title="Changed")
    admin.get(reverse("admin:index"))
    with django_assert_max_num_queries(10):
        shown = text(admin, reverse("admin:curation_revision_act", args=[act.batch]))
    assert shown.count("Put back: Title.") == 25

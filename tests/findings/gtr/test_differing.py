"""An import that leaves a record as somebody made it says so at the desk, until somebody has decided."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk, save_copy
from collabfutures.curation.desk.undoing import undo_all
from collabfutures.curation.models import Differing, Revision, WorkingCopy
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import By
from findings.models import Finding, ImpactRecord
from seminars.models import Series
from tests.findings.gtr.test_import_gtr import run
from tests.gtr_files import FINDING, api1
from tests.making import make
from tests.said import text


@pytest.fixture
def edited(path):
    """A draft that a curator has edited, after which its award was brought once more and said more."""
    finding = Finding.objects.get()
    finding.title, finding.source_text = "A title of ours", "Somebody made it shorter."
    finding.save()
    path.write_text(api1(finding=f"{FINDING} Now we know more."), encoding="utf-8")
    run(path)
    return finding


def page(record, name):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}", args=[record.pk])


def queued(admin, kind=Finding):
    address = reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist", query={"queue": "differing"})
    return [record.pk for record in admin.get(address).context["cl"].result_list]


def decide(admin, record, button):
    shown = admin.get(page(record, "change"))
    data = {"seen": shown.context["differs"]["seen"], button: "1"}
    return admin.post(page(record, "decide"), data, follow=True)


def test_what_somebody_changed_of_what_the_source_goes_on_saying_is_no_news(path, admin):
    Finding.objects.update(title="A title of ours", source_text="Somebody made it shorter.")
    assert "1 differ" in run(path)
    assert queued(admin) == []


def test_what_the_source_says_otherwise_stands_above_the_form_and_in_the_queue(edited, admin):
    assert queued(admin) == [edited.pk]
    assert "Its source says something new" in text(admin, "/admin/")
    shown = admin.get(page(edited, "change")).context["differs"]["fields"]
    assert [each.name for each in shown] == ["source_text"]
    edited.refresh_from_db()
    assert edited.source_text == "Somebody made it shorter."


def test_it_is_taken_over_as_one_act_that_can_be_undone(edited, admin):
    said = Differing.objects.get().content["source_text"]
    assert "It says what its source says now." in decide(admin, edited, "_take").content.decode()
    edited.refresh_from_db()
    assert edited.source_text == said
    assert Revision.objects.first().reason == "Taken over from its source, as import_gtr brought it."
    assert queued(admin) == []


def test_what_is_kept_is_asked_again_only_when_the_source_says_something_else(edited, admin, path):
    decide(admin, edited, "_keep")
    run(path)
    assert queued(admin) == []
    edited.refresh_from_db()
    assert edited.source_text == "Somebody made it shorter."
    path.write_text(api1(finding=f"{FINDING} Now we know the most."), encoding="utf-8")
    run(path)
    assert queued(admin) == [edited.pk]


def test_what_says_the_same_again_leaves_the_queue_with_the_next_import(edited, admin, path):
    edited.source_text = Differing.objects.get().content["source_text"]
    edited.save()
    assert "By now it says the same." in admin.get(page(edited, "change")).content.decode()
    run(path)
    assert not Differing.objects.exists()


def test_nothing_is_decided_about_what_was_not_seen(edited, admin):
    shown = admin.get(page(edited, "change")).context["differs"]["seen"]
    edited.title = "Another"
    edited.save()
    refused = admin.post(page(edited, "decide"), {"seen": shown, "_take": "1"}, follow=True)
    assert "look at what differs now" in refused.content.decode()
    assert queued(admin) == [edited.pk]
    assert admin.get(page(edited, "decide")).status_code == 405


def test_of_something_public_it_is_a_working_copy_in_the_same_queue(path, admin):
    series = Series.objects.get()
    series.publish(together=True)
    path.write_text(api1().replace("University of Nowhere", "University of Somewhere"))
    run(path)
    proposed = {each.object_id for each in WorkingCopy.objects.filter(kind="seminars.series")}
    assert queued(admin, Series) == sorted(proposed) == [series.pk]
    assert not Differing.objects.exists()


@pytest.fixture
def public(path):
    """A public award that somebody changed by a program, and of which the source says something new."""
    series = Series.objects.get()
    series.publish(together=True)
    Series.objects.update(title="Ours")
    path.write_text(api1().replace("University of Nowhere", "University of Somewhere"))
    run(path)
    series.refresh_from_db()
    return series


def test_of_something_public_that_has_a_copy_it_is_decided_in_the_copy(public, admin):
    save_copy(public, at_desk(public) | {"funder": "Mine"}, By("pat"))
    assert "It says what its source says now." in decide(admin, public, "_take").content.decode()
    said = at_desk(Series.objects.get())
    assert (said["lead_organisation"], said["funder"]) == ("University of Somewhere", "Mine")


def test_what_was_put_into_a_copy_meanwhile_is_not_taken_over(public, admin):
    seen = admin.get(page(public, "change")).context["differs"]["seen"]
    save_copy(public, at_desk(public) | {"lead_organisation": "Typed now"}, By("pat"))
    refused = admin.post(page(public, "decide"), {"seen": seen, "_take": "1"}, follow=True)
    assert "look at what differs now" in refused.content.decode()
    assert at_desk(Series.objects.get())["lead_organisation"] == "Typed now"


def test_news_of_something_that_somebody_is_working_on_is_not_lost(path, admin, curator):
    series = Series.objects.get()
    series.publish(together=True)
    save_copy(series, at_desk(series) | {"title": "Mine"}, By.curator(curator))
    path.write_text(api1().replace("University of Nowhere", "University of Somewhere"))
    run(path)
    assert queued(admin, Series) == [series.pk]
    assert [each.name for each in admin.get(page(series, "change")).context["differs"]["fields"]] == [
        "lead_organisation"
    ]


def test_what_was_written_at_the_desk_can_be_decided_too(tmp_path, admin, db):
    series = make(Series, State.DRAFT, award_reference="ES/X000001/1", no_source_reason="A test.")
    path = tmp_path / "record.xml"
    path.write_text(api1(), encoding="utf-8")
    run(path)
    assert queued(admin, Series) == [series.pk]
    decide(admin, series, "_keep")
    assert queued(admin, Series) == []


def test_what_was_taken_over_and_then_undone_is_asked_again(edited, admin, path):
    decide(admin, edited, "_take")
    undo_all(Revision.objects.filter(reason__startswith="Taken over"), By("pat"))
    run(path)
    assert queued(admin) == [edited.pk]


def test_neither_button_decides_nothing(edited, admin):
    seen = admin.get(page(edited, "change")).context["differs"]["seen"]
    admin.post(page(edited, "decide"), {"seen": seen})
    assert queued(admin) == [edited.pk]


def test_a_copy_of_somebody_whose_account_is_gone_is_no_news_of_a_source(path, admin):
    series, user = Series.objects.get(), User.objects.create(username="gone")
    series.publish(together=True)
    save_copy(series, at_desk(series) | {"title": "Mine"}, By.curator(user))
    user.delete()
    assert queued(admin, Series) == []


def test_an_outcome_that_only_gains_an_award_is_not_taken_for_settled(edited, admin, tmp_path, path):
    record = ImpactRecord.objects.first()
    record.title = "Ours"
    record.save()
    path.write_text(path.read_text().replace("A talk", "Another talk").replace("A paper", "Another paper"))
    run(path)
    assert queued(admin, ImpactRecord) == [record.pk]
    other = tmp_path / "other.xml"
    other.write_text(path.read_text().replace("ES/X000001/1", "ES/X000002/1"))
    run(path, other)
    assert queued(admin, ImpactRecord) == [record.pk]

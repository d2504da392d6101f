"""Many at once: shared out to somebody, tied to a term; thousands go in one act of several requests."""

import datetime
import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collabfutures.curation.admin import steps
from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.models import Assignment, Revision, Selection
from collabfutures.curation.publication import State
from findings.models import Finding, ImpactRecord
from findings.models.finding import Scope
from seminars.models import Sector, Series, Source, Theme
from tests.making import make
from tests.said import text
from tests.sent_form import sent_form

LISTED = "admin:findings_finding_changelist"


def test_a_selection_is_shared_out(admin, db):
    editor = User.objects.create(username="editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    User.objects.create(username="stranger", is_staff=True)
    drafts = [make(Finding, State.DRAFT) for _ in range(3)]
    data = {"action": "assign", "_selected_action": [each.pk for each in drafts]}
    page = admin.post(reverse(LISTED), data).content.decode()
    assert (">editor<" in page, ">stranger<" in page, "3 findings." in page) == (True, False, True)
    admin.post(reverse(LISTED), data | {"asked": "1", "answer": editor.pk})
    assert set(Assignment.objects.values_list("object_id", "user__username")) == {
        (each.pk, "editor") for each in drafts
    }
    admin.post(reverse(LISTED), data | {"asked": "1", "answer": ""})
    assert not Assignment.objects.exists()


def test_a_selection_is_tied_to_a_term_and_what_is_public_by_a_copy(admin, monkeypatch, db):
    monkeypatch.setattr("collabfutures.curation.admin.publication.STEP_BY_ONE", 2)
    assert steps.STEP_BY_ONE > 2
    trust = make(Theme, title="Trust")
    drafts, public = [make(Finding, State.DRAFT) for _ in range(3)], make(Finding)
    drafts[0].themes.add(trust)
    data = {"action": "tie", "_selected_action": [each.pk for each in (*drafts, public)]}
    assert "Trust" in admin.post(reverse(LISTED), data).content.decode()
    data |= {"asked": "1", "answer": f"themes:{trust.pk}"}
    answer = admin.post(reverse(LISTED), data)
    progress, kept = answer.context["progress"], dict(answer.context["kept"])
    sent = {"after": progress.after, "done": progress.done, "refused": progress.refused, "told": progress.told}
    sent |= {"as": kept["as"], "selection": kept["selection"]}
    last = admin.post(reverse(LISTED), data | sent, follow=True)
    assert "It is tied to that already." in last.content.decode()
    assert [list(each.themes.all()) for each in drafts] == [[trust]] * 3
    assert (list(public.themes.all()), at_desk(public)["themes"]) == ([], [trust.pk])
    acts = Revision.objects.exclude(act="found").order_by().values_list("batch", flat=True).distinct()
    assert list(acts) == [kept["as"]]


def test_a_finding_tied_to_a_sector_holds_for_the_sectors_named(admin, db):
    sector = make(Sector)
    draft, public = make(Finding, State.DRAFT, no_source_reason="A test."), make(Finding, no_source_reason="A test.")
    data = {"action": "tie", "_selected_action": [draft.pk, public.pk], "asked": "1", "answer": f"sectors:{sector.pk}"}
    admin.post(reverse(LISTED), data)
    draft.refresh_from_db()
    assert (draft.sector_scope, at_desk(public)["sector_scope"]) == (Scope.NAMED, Scope.NAMED)
    Finding.objects.filter(pk=draft.pk).update(summary="It holds.")
    Finding.objects.get(pk=draft.pk).publish()


def test_an_answer_that_is_none_is_asked_again(admin, db):
    draft = make(Finding, State.DRAFT)
    for answer in ("state:1", "themes:x", "", "sources:1"):
        data = {"action": "tie", "_selected_action": [draft.pk], "asked": "1", "answer": answer}
        assert "What they are about" in admin.post(reverse(LISTED), data).content.decode()
    assert "Tie the selected records to a term" in text(admin, reverse(LISTED))


def going_on(client, address, data, answer):
    """Sends what the page of an act in several parts sends, to its end; how many parts there were after the first."""
    parts = 0
    while b"data-goes-on" in answer.content:
        progress, kept = answer.context["progress"], answer.context["kept"]
        sent = {"after": progress.after, "done": progress.done, "refused": progress.refused, "told": progress.told}
        answer, parts = client.post(address, dict(kept) | sent, follow=True), parts + 1
    return answer, parts


@pytest.fixture
def award(db):
    """A draft award with drafts of what was found and what came of it, on a source that is a draft too."""
    source = make(Source, State.DRAFT)
    series = make(Series, State.DRAFT)
    series.sources.add(source)
    found = [make(Finding, State.DRAFT, series=series, summary="Found.") for _ in range(3)]
    came = make(ImpactRecord, State.DRAFT, title="Came of it", summary="It came.")
    came.series.add(series)
    for each in (*found, came):
        each.sources.add(source)
    return series, [*found, came], source


def test_an_award_is_published_with_what_belongs_to_it_in_one_act(award, admin, monkeypatch):
    monkeypatch.setattr("collabfutures.curation.admin.publication.STEP", 2)
    series, parts, source = award
    listed, other = reverse("admin:seminars_series_changelist"), make(Finding, State.DRAFT, summary="Of another.")
    data = {"action": "publish", "_selected_action": [series.pk]}
    asked = " ".join(re.sub("<[^>]*>", " ", admin.post(listed, data).content.decode()).split())
    assert "These drafts belong to them: 3 findings 1 impact record" in asked
    question = sent_form(admin.post(listed, data))
    answer = admin.post(listed, question | {"parts": "1"})
    late = make(Finding, State.DRAFT, series=series, summary="Came while it went on.")
    answer, steps_more = going_on(admin, listed, data, answer)
    assert steps_more == 2
    assert "Published: 5 records." in answer.content.decode()
    for each in (series, source, *parts):
        each.refresh_from_db()
        assert each.is_public, each
    for each in (late, other):
        each.refresh_from_db()
        assert not each.is_public
    batches = Revision.objects.filter(act="published").order_by().values_list("batch", flat=True).distinct()
    assert batches.count() == 1


def test_what_belongs_to_it_stays_where_nobody_asks_for_it_or_changed_meanwhile(award, admin):
    series, parts, _ = award
    listed = reverse("admin:seminars_series_changelist")
    question = sent_form(admin.post(listed, {"action": "publish", "_selected_action": [series.pk]}))
    parts[0].summary = "Changed since."
    parts[0].save()
    again = admin.post(listed, question | {"parts": "1"})
    assert "Somebody has changed one of them since you were asked." in again.content.decode()
    admin.post(listed, sent_form(again) | {"together": "1"})
    assert [each.is_public for each in (type(each).objects.get(pk=each.pk) for each in (series, *parts))] == [
        True,
        *[False] * 4,
    ]


def test_what_somebody_changes_while_it_goes_on_is_kept_back(award, admin, monkeypatch):
    monkeypatch.setattr("collabfutures.curation.admin.publication.STEP", 1)
    series, parts, _ = award
    listed = reverse("admin:seminars_series_changelist")
    question = sent_form(admin.post(listed, {"action": "publish", "_selected_action": [series.pk]}))
    answer = admin.post(listed, question | {"parts": "1"})
    parts[1].summary = "Changed since."
    parts[1].save()
    answer, _ = going_on(admin, listed, {}, answer)
    assert "It was changed since you were asked." in answer.content.decode()
    assert [type(each).objects.get(pk=each.pk).is_public for each in parts] == [True, False, True, True]


@pytest.mark.parametrize("change", [{"act": "withdraw"}, {"moment": timezone.now() - datetime.timedelta(days=2)}])
def test_a_selection_is_of_one_act_and_of_one_day(change, award, admin, monkeypatch):
    monkeypatch.setattr("collabfutures.curation.admin.publication.STEP", 1)
    series, parts, _ = award
    listed = reverse("admin:seminars_series_changelist")
    question = sent_form(admin.post(listed, {"action": "publish", "_selected_action": [series.pk]}))
    answer = admin.post(listed, question | {"parts": "1"})
    Selection.objects.update(**change)
    answer, _ = going_on(admin, listed, {}, answer)
    assert "Select what is left, and begin again." in answer.content.decode()
    assert not any(type(each).objects.get(pk=each.pk).is_public for each in parts)


def test_nobody_goes_on_with_the_selection_of_another(award, admin, monkeypatch):
    monkeypatch.setattr("collabfutures.curation.admin.publication.STEP", 1)
    series, parts, _ = award
    listed = reverse("admin:seminars_series_changelist")
    question = sent_form(admin.post(listed, {"action": "publish", "_selected_action": [series.pk]}))
    kept = dict(admin.post(listed, question | {"parts": "1"}).context["kept"])
    other = Client()
    other.force_login(User.objects.create_superuser("other"))
    other.post(listed, kept | {"after": "1"})
    assert not Finding.objects.get(pk=parts[0].pk).is_public


@pytest.mark.parametrize("act", ["publish", "withdraw", "assign", "tie"])
def test_all_that_a_filtered_list_finds_is_that_and_nothing_else(act, admin, curator, db):
    trust = make(Theme, title="Trust")
    state = State.PUBLISHED if act == "withdraw" else State.DRAFT
    meant, _ = (
        [make(Finding, state, summary=word, no_source_reason="A test.") for _ in range(2)]
        for word in ("zebra", "horse")
    )
    address = reverse(LISTED, query={"q": "zebra"})
    first = {"action": act, "_selected_action": [meant[0].pk], "select_across": "1"}
    question = admin.post(address, first)
    assert "2 findings" in " ".join(question.content.decode().split())
    here = question.context["here"]
    answer = {"publish": {}, "withdraw": {"reason": "Misread."}, "assign": {"answer": curator.pk}}
    answer["tie"] = {"answer": f"themes:{trust.pk}"}
    done = admin.post(here, sent_form(question) | answer[act])
    assert done["Location"] == address, "the list is still filtered"
    touched = {
        *Finding.objects.exclude(state=state).values_list("pk", flat=True),
        *Assignment.objects.values_list("object_id", flat=True),
        *Finding.objects.filter(themes=trust).values_list("pk", flat=True),
    }
    assert touched == {each.pk for each in meant}


@pytest.mark.parametrize("act", ["assign", "tie"])
def test_a_list_that_changed_since_the_question_is_asked_again(act, admin, db):
    make(Theme, title="Trust")
    draft = make(Finding, State.DRAFT, summary="zebra")
    address, first = reverse(LISTED), {"action": act, "_selected_action": [draft.pk], "select_across": "1"}
    question = sent_form(admin.post(address, first))
    make(Finding, State.DRAFT, summary="zebra")
    answer = {} if act == "assign" else {"answer": f"themes:{Theme.objects.get().pk}"}
    assert "Look again." in admin.post(address, question | answer).content.decode()

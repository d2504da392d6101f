"""Many at once: shared out to somebody, tied to a term; thousands go in one act of several requests."""

from django.contrib.auth.models import Group, User
from django.urls import reverse

from collabfutures.curation.admin import steps
from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.models import Assignment, Revision
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Theme
from tests.making import make
from tests.said import text

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
    last = admin.post(reverse(LISTED), data | sent | {"as": kept["as"]}, follow=True)
    assert "It is tied to that already." in last.content.decode()
    assert [list(each.themes.all()) for each in drafts] == [[trust]] * 3
    assert (list(public.themes.all()), at_desk(public)["themes"]) == ([], [trust.pk])
    acts = Revision.objects.exclude(act="found").order_by().values_list("batch", flat=True).distinct()
    assert list(acts) == [kept["as"]]


def test_an_answer_that_is_none_is_asked_again(admin, db):
    draft = make(Finding, State.DRAFT)
    for answer in ("state:1", "themes:x", "", "sources:1"):
        data = {"action": "tie", "_selected_action": [draft.pk], "asked": "1", "answer": answer}
        assert "What they are about" in admin.post(reverse(LISTED), data).content.decode()
    assert "Tie the selected records to a term" in text(admin, reverse(LISTED))

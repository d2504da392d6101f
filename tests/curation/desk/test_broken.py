"""Ways around the rules of the desk that somebody found: each is closed."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk, discard_copy, save_copy
from collabfutures.curation.desk.merging import merge
from collabfutures.curation.desk.tagging import tie
from collabfutures.curation.desk.undoing import of_batch, undo
from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from collabfutures.curation.publishing import publish_batch
from collabfutures.curation.revisions.acts import NOBODY, Act, By
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.noting import keep, note
from collabfutures.curation.sheets.checking import checked
from collabfutures.curation.sheets.making import as_workbook
from collabfutures.curation.sheets.reading import rows_of
from findings.models import Finding
from seminars.models import Discourse, Seminar, Series, Source, Theme
from tests.making import make
from tests.sent_form import sent_form


def theme(state=State.PUBLISHED, **values):
    return make(Theme, state, no_source_reason="A test.", **values)


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def test_a_merge_publishes_nothing_that_one_wrote_oneself(settings, db):
    settings.ONE_CURATOR = False
    user = User.objects.create(username="manager")
    by, public, draft = By.curator(user), theme(), theme(State.DRAFT, summary="My own words.")
    note(Theme, [draft.pk], Act.ADDED, by)
    with pytest.raises(ValidationError, match="somebody else has to look"):
        merge(public, draft, ["summary"], by)


def test_what_is_public_is_not_merged_into_a_draft(db):
    with pytest.raises(ValidationError, match="the other way round"):
        merge(make(Series, State.DRAFT), make(Series), [], NOBODY)


def test_copies_that_name_what_is_merged_name_the_one_that_stays(db):
    one, two, finding = theme(State.DRAFT), theme(State.DRAFT), make(Finding)
    save_copy(finding, content_of(finding) | {"themes": [two.pk]}, NOBODY)
    merge(one, two, [], NOBODY)
    assert at_desk(finding)["themes"] == [one.pk]


def test_many_are_published_without_copies_that_nobody_saw(db):
    record = theme(title="First")
    save_copy(record, content_of(record) | {"title": "Second"}, NOBODY)
    done = publish_batch(Theme, [record.pk])
    record.refresh_from_db()
    assert ("It has a working copy" in done.refused[0][1], record.title) == (True, "First")


@pytest.mark.parametrize("button", ["_publish", "_publish_next"])
def test_a_form_that_was_opened_before_another_save_publishes_nothing(button, admin, db):
    draft = theme(State.DRAFT, summary="Seen.")
    keep(Theme, [draft.pk])
    opened = sent_form(admin.get(change(draft)))
    Theme.objects.filter(pk=draft.pk).update(summary="Unseen.")
    note(Theme, [draft.pk], Act.CHANGED, NOBODY)
    told = admin.post(change(draft), opened | {button: "1"}, follow=True)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert "nothing was published" in told.content.decode()


def test_a_draft_below_is_published_as_it_was_seen(admin, db):
    source, finding = make(Source, State.DRAFT, title="Seen"), make(Finding, State.DRAFT, summary="Found.")
    finding.sources.add(source)
    address = reverse("admin:findings_finding_look", args=[finding.pk])
    form = admin.get(address).context["form"]
    data = {**form.initial, "note": "", "together": "on", "_publish": "1"}
    Source.objects.filter(pk=source.pk).update(title="Unseen")
    assert "It was changed since you opened this page" in admin.post(address, data).content.decode()
    source.refresh_from_db()
    assert source.state == State.DRAFT


def test_a_draft_that_only_the_copy_rests_on_is_named(admin, db):
    source, finding = make(Source, State.DRAFT, title="A source of the copy"), make(Finding, no_source_reason="None.")
    save_copy(finding, content_of(finding) | {"sources": [source.pk], "no_source_reason": ""}, NOBODY)
    page = admin.get(reverse("admin:findings_finding_look", args=[finding.pk]))
    assert page.context["also"] == [source]


def test_a_term_that_is_tied_makes_another_version(db):
    draft, term = make(Finding, State.DRAFT), theme()
    token = draft.token
    tie(draft, "themes", term.pk, NOBODY)
    draft.refresh_from_db()
    assert draft.token != token


def test_what_one_brought_in_a_file_is_ones_own(settings, db):
    settings.ONE_CURATOR = False
    by, draft = By.curator(User.objects.create(username="manager")), theme(State.DRAFT, summary="Brought.")
    note(Theme, [draft.pk], Act.LOADED, by)
    assert "somebody else" in publish_batch(Theme, [draft.pk], by=by).refused[0][1]


def test_a_second_copy_is_taken_back_to_what_the_record_says(db):
    record, second = theme(title="First", summary="Said."), By("somebody")
    save_copy(record, content_of(record) | {"title": "Discarded"}, NOBODY)
    discard_copy(record, NOBODY)
    save_copy(record, content_of(record) | {"summary": "Said otherwise."}, second)
    undo(of_batch(second.batch).get(), By("somebody"))
    assert (at_desk(record)["title"], at_desk(record)["summary"]) == ("First", "Said.")


def test_what_is_undone_no_longer_waits_for_a_review(db):
    draft, act = theme(State.DRAFT, summary="First."), By("somebody")
    keep(Theme, [draft.pk])
    Theme.objects.filter(pk=draft.pk).update(summary="Second.")
    note(Theme, [draft.pk], Act.CHANGED, act)
    draft.refresh_from_db()
    draft.send_for_review()
    undo(of_batch(act.batch).get(), By("somebody"))
    draft.refresh_from_db()
    assert (draft.summary, draft.state) == ("First.", State.DRAFT)


def test_a_line_says_what_it_is_about(db):
    make(Seminar, State.DRAFT, slug="seminar")
    make(Discourse, slug="efficiency")
    (row,) = checked(Seminar, [["slug", "discourse_effects"], ["seminar", "effect_in_practice=Foo"]])
    assert "does not say which discourse" in row.faults[0].reason


@pytest.mark.parametrize("content", [b"PK\x01\x02", b"PK\x03\x04" + b"\xff" * 60])
def test_a_zip_with_wrong_headers_is_refused(content):
    with pytest.raises(ValidationError):
        rows_of(content)


def test_a_text_longer_than_a_cell_is_cut_by_no_workbook(admin, db):
    make(Finding, State.DRAFT, source_text="", detail="x" * 40_000)
    told = admin.get(reverse("admin:findings_finding_sheet", query={"take": "xlsx"}), follow=True)
    assert "longer than a cell of a workbook" in told.content.decode()


def test_numbers_that_no_database_holds_lead_back_from_a_list(admin, db):
    address = reverse("admin:findings_finding_triage", query={"series": "9" * 30})
    assert admin.get(address).status_code == 400
    assert not Revision.objects.exists()


def test_a_new_address_leads_on_once_the_copy_is_published(admin, client, db):
    record = theme(slug="old-name")
    admin.post(change(record), sent_form(admin.get(change(record))) | {"slug": "new-name", "_save": "1"})
    assert client.get("/themes/old-name/").status_code == 200
    record.refresh_from_db()
    record.publish()
    moved = client.get("/themes/old-name/")
    assert (moved.status_code, moved["Location"]) == (301, "/themes/new-name/")


def test_a_merge_that_touches_what_is_public_is_for_who_may_publish(db):
    user = User.objects.create(username="editor", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    client, drafts = Client(), [theme(State.DRAFT) for _ in range(2)]
    client.force_login(user)
    address = reverse("admin:seminars_theme_merge", args=[drafts[0].pk], query={"with": drafts[1].pk})
    assert client.get(address).status_code == 200
    make(Finding).themes.add(drafts[1])
    assert client.get(address).status_code == 403


def test_a_control_character_breaks_no_workbook():
    assert rows_of(as_workbook([["slug", "a\x01b"]], Theme)) == [["slug", "ab"]]

"""An edit of something public is a working copy, which nobody outside sees, until somebody has looked at it."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk, save_copy
from collabfutures.curation.desk.reviewing import send_for_review
from collabfutures.curation.models import Revision, WorkingCopy
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import NOBODY, By
from collabfutures.curation.revisions.content import columns, content_of
from collabfutures.curation.revisions.linked import many
from findings.models import Finding
from seminars.models import Discourse, Seminar, SeminarDiscourse, Source, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make
from tests.said import text
from tests.sent_form import sent_form


def page(record, name="change", **query):
    pattern = f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}"
    return reverse(pattern, args=[record.pk], query=query)


def save(client, record, button="_save", **values):
    sent = client.post(page(record), sent_form(client.get(page(record))) | {button: "1"} | values, follow=True)
    assert sent.redirect_chain, sent.context["errors"]
    return sent


def decide(client, record, button="_publish", **values):
    address = page(record, "look")
    shown = sent_form(client.get(address)) | {button: "1"}
    return client.post(address, shown | values, follow=True)


def acts(record):
    return [each.act for each in Revision.objects.of(type(record), [record.pk]).order_by("pk")]


@pytest.fixture
def finding(db):
    return make(Finding, title="First", summary="It was found.", no_source_reason="A test.")


@pytest.fixture
def people(db, settings):
    """An editor and a reviewer of a site on which nobody publishes what they wrote."""
    settings.ONE_CURATOR = False
    found = {}
    for role in ("editor", "reviewer", "manager"):
        user = User.objects.create(username=role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        found[role] = Client()
        found[role].force_login(user)
    return found


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_an_edit_of_any_public_record_is_seen_by_its_curators_alone(kind, admin, client, series):
    record = kind.objects.published().first() or make(kind, no_source_reason="A test.")
    before = client.get(record.get_absolute_url()).content
    # The summary of an answer has as many sentences as it names statements.
    summary = f"{record.summary.removesuffix('.')} zanzibar."
    save(admin, record, summary=summary)
    assert client.get(record.get_absolute_url()).content == before
    assert "zanzibar." in admin.get(page(record)).content.decode()
    assert "zanzibar." in admin.get(page(record, "preview")).content.decode()
    decide(admin, record, note="It says more.")
    assert "zanzibar." in client.get(record.get_absolute_url()).content.decode()
    assert not WorkingCopy.objects.exists()


def test_links_and_lines_of_a_copy_are_shown_in_its_form_and_its_preview(admin, client, db):
    kept, gone, new = (make(Discourse, title=title) for title in ("Kept one", "Gone one", "New one"))
    seminar = make(Seminar, no_source_reason="A test.")
    for each in (kept, gone):
        SeminarDiscourse.objects.create(seminar=seminar, discourse=each, effect_in_practice="Before.")
    theme = make(Theme, title="A theme of its own")
    said = content_of(seminar)
    said["discourse_effects"] = [
        {"discourse": kept.pk, "effect_in_practice": "After."},
        {"discourse": new.pk, "effect_in_practice": "New."},
    ]
    said["themes"] = [theme.pk]
    save_copy(seminar, said, NOBODY)
    form = sent_form(admin.get(page(seminar)))
    assert form["discourse_effects-0-effect_in_practice"] == ["After."]
    assert form["discourse_effects-1-DELETE"] == ["on"]
    assert form["discourse_effects-2-discourse"] == [str(new.pk)]
    preview = admin.get(page(seminar, "preview")).content.decode()
    assert [word in preview for word in ("After.", "New one", "Gone one", "A theme of its own")] == [1, 1, 0, 1]
    assert "After." not in client.get(seminar.get_absolute_url()).content.decode()
    save(admin, seminar, venue="Hall", venue_state="present")
    assert at_desk(seminar) == content_of(seminar) | said | {"venue": "Hall", "venue_state": "present"}
    decide(admin, seminar, note="More is known.")
    lines = seminar.discourse_effects.order_by("pk").values_list("discourse__title", "effect_in_practice")
    assert list(lines) == [("Kept one", "After."), ("New one", "New.")]


def test_saving_what_changes_nothing_begins_no_copy(admin, finding):
    save(admin, finding)
    assert (acts(finding), WorkingCopy.objects.count()) == ([], 0)


def test_a_note_for_curators_is_the_records_own(admin, finding):
    save(admin, finding, curator_note="Look at it.", look_again="2031-01-02")
    finding.refresh_from_db()
    assert (finding.curator_note, str(finding.look_again)) == ("Look at it.", "2031-01-02")
    assert not WorkingCopy.objects.exists()


def test_what_readers_see_is_what_the_reviewer_saw_and_nothing_later(people, finding, client):
    save(people["editor"], finding, title="Second")
    seen = sent_form(people["reviewer"].get(page(finding, "look"))) | {"_publish": "1", "note": "Better."}
    save(people["editor"], finding, title="Third")
    refused = people["reviewer"].post(page(finding, "look"), seen)
    assert "It was changed since you opened this page" in refused.content.decode()
    finding.refresh_from_db()
    assert finding.title == "First"
    again = sent_form(refused) | {"_publish": "1"}
    people["reviewer"].post(page(finding, "look"), again)
    finding.refresh_from_db()
    assert finding.title == "Third"


def test_a_second_pair_of_eyes_publishes_what_was_sent_or_returns_it_with_a_note(people, finding):
    save(people["editor"], finding, "_review", summary="It was often found.")
    missing = people["editor"].post(page(finding, "send"), {"note": ""})
    assert "Say what you changed, and why" in missing.content.decode()
    reviewer = User.objects.get(username="reviewer")
    people["editor"].post(page(finding, "send"), {"note": "Word added.", "is_told": "on", "reviewer": reviewer.pk})
    shown = people["reviewer"].get(page(finding, "look")).content.decode()
    assert "put in: </span>often <span" in shown
    assert "Sent by editor" in shown
    decide(people["reviewer"], finding, "_return", note="Say where.", about="summary")
    assert "Returned by reviewer, about Summary: “Say where.”" in text(people["editor"], page(finding))
    save(people["editor"], finding, "_review", summary="It was often found here.")
    people["editor"].post(page(finding, "send"), {"note": "Place added.", "is_told": "on"})
    decide(people["reviewer"], finding)
    finding.refresh_from_db()
    assert finding.summary == "It was often found here."
    newest = Revision.objects.of(Finding, [finding.pk]).first()
    assert (newest.act, newest.reason, newest.is_told) == ("published", "Place added.", True)
    assert acts(finding) == ["found", "copied", "review", "returned", "copied", "review", "published"]


def test_nobody_publishes_what_they_wrote_themselves(people, finding):
    save(people["manager"], finding, title="Second")
    assert "somebody else has to look at it" in text(people["manager"], page(finding, "look"))
    seen = {"at_desk": WorkingCopy.objects.get().token, "stored": Finding.objects.get().token, "note": "Mine."}
    refused = people["manager"].post(page(finding, "look"), seen | {"_publish": "1"})
    assert "somebody else has to look at it" in refused.content.decode()
    listed = reverse("admin:findings_finding_changelist")
    bulk = {"action": "publish", "confirmed": "1", "_selected_action": [finding.pk]}
    assert "It has a working copy" in people["manager"].post(listed, bulk, follow=True).content.decode()
    finding.refresh_from_db()
    assert finding.title == "First"
    decide(people["reviewer"], finding, note="Right.")
    finding.refresh_from_db()
    assert finding.title == "Second"


def test_a_draft_that_is_changed_while_it_waits_is_taken_back(people, db):
    draft = make(Finding, State.DRAFT, summary="It was found.", no_source_reason="A test.")
    save(people["editor"], draft, "_review")
    people["editor"].post(page(draft, "send"), {"note": ""})
    draft.refresh_from_db()
    assert draft.state == State.REVIEW
    save(people["editor"], draft, title="Another title")
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_first_version_is_looked_at_whole(people, db):
    draft = make(Finding, State.DRAFT, title="A new finding", summary="It was found.", no_source_reason="A test.")
    shown = text(people["reviewer"], page(draft, "look"))
    assert "A new finding" in shown
    assert "Put in" in shown or "put in" in shown
    decide(people["reviewer"], draft)
    draft.refresh_from_db()
    assert draft.is_public
    assert draft.look_again is not None


def test_drafts_that_it_rests_on_are_listed_and_published_with_it(people, db):
    source = make(Source, State.DRAFT, title="A source that is a draft")
    draft = make(Finding, State.DRAFT, summary="It was found.")
    draft.sources.add(source)
    shown = people["reviewer"].get(page(draft, "look"))
    assert "A source that is a draft" in shown.content.decode()
    alone = decide(people["reviewer"], draft)
    assert "rests on nothing public" in alone.content.decode()
    decide(people["reviewer"], draft, together="on")
    source.refresh_from_db()
    draft.refresh_from_db()
    assert (source.state, draft.state) == (State.PUBLISHED, State.PUBLISHED)


def test_a_copy_that_is_discarded_can_be_opened_again(admin, finding):
    save(admin, finding, title="Second")
    assert "Second" in text(admin, page(finding, "discard"))
    admin.post(page(finding, "discard"))
    assert not WorkingCopy.objects.exists()
    gone = Revision.objects.get(act="discarded")
    assert "Second" in admin.get(page(finding, version=gone.pk)).content.decode()
    save_again = sent_form(admin.get(page(finding, version=gone.pk))) | {"_save": "1"}
    admin.post(page(finding), save_again)
    assert WorkingCopy.objects.get().content["title"] == "Second"


def test_what_a_program_changes_of_the_record_meanwhile_stays(admin, finding):
    save(admin, finding, title="Second")
    Finding.objects.filter(pk=finding.pk).update(summary="It was found by a program.")
    decide(admin, finding, note="A better title.")
    finding.refresh_from_db()
    assert (finding.title, finding.summary) == ("Second", "It was found by a program.")


def test_two_editors_of_one_copy_are_merged(admin, finding):
    save(admin, finding, title="Second")
    mine, theirs = (sent_form(admin.get(page(finding))) | {"_save": "1"} for _ in range(2))
    assert admin.post(page(finding), theirs | {"summary": "Theirs."}).status_code == 302
    assert admin.post(page(finding), mine | {"title": "Third"}).status_code == 302
    said = at_desk(finding)
    assert (said["title"], said["summary"]) == ("Third", "Theirs.")
    refused = admin.post(page(finding), theirs | {"summary": "Theirs once more."})
    assert refused.status_code == 200
    assert "stored is now “Theirs.”" in refused.content.decode()


def test_an_address_that_is_taken_meanwhile_is_refused_when_the_copy_is_published(admin, finding):
    save(admin, finding, slug="another-address")
    make(Finding, slug="another-address")
    refused = decide(admin, finding, note="Renamed.")
    assert refused.status_code == 200
    assert "already exists" in refused.content.decode()
    finding.refresh_from_db()
    assert finding.slug != "another-address"


def test_a_copy_that_names_what_was_deleted_is_saved_and_looked_at_again(admin, finding, client):
    gone, kept = make(Theme, State.DRAFT, title="Gone one"), make(Theme, title="Kept one")
    said = content_of(finding)
    save_copy(finding, said | {"themes": [gone.pk, kept.pk]}, NOBODY)
    gone.delete()
    refused = decide(admin, finding, note="Two themes.")
    assert "names what was deleted meanwhile (1 of its themes)" in refused.content.decode()
    assert not finding.themes.exists()
    save(admin, finding)
    decide(admin, finding, note="One theme.")
    assert list(finding.themes.all()) == [kept]


def test_a_withdrawal_leaves_the_copy_for_another_day(admin, finding, client):
    save(admin, finding, "_withdraw", title="Second", withdrawn_reason="Misread.")
    finding.refresh_from_db()
    assert (finding.state, finding.withdrawn_reason, finding.title) == ("withdrawn", "Misread.", "First")
    assert "Second" not in client.get(finding.get_absolute_url()).content.decode()
    decide(admin, finding, note="Read again.")
    finding.refresh_from_db()
    assert (finding.state, finding.title) == ("published", "Second")


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_what_a_copy_says_of_every_field_is_public_once_it_is_approved(kind, series):
    """Another record's values, wherever two may share them: `apply(snapshot(x))` says x."""
    record, other = kind.objects.published().order_by("pk")[:2] if kind.objects.count() > 1 else (None, None)
    if record is None:
        pytest.skip("the built-in series has fewer than two")
    shared = [field.name for field in columns(kind) if not field.unique] + many(kind)
    said = content_of(record) | {name: content_of(other)[name] for name in shared if name not in UNSHARED}
    said["title"] = record.title if kind.__name__ == "ApplicationArea" else "Said by a copy"
    save_copy(record, said, NOBODY)
    send_for_review(record, NOBODY, "All of it.") if WorkingCopy.objects.exists() else None
    record.refresh_from_db()
    record.publish()
    assert {**content_of(record), "look_again": None, "withdrawn_reason": ""} == {**said, "look_again": None}


# Pairs that no two records may have.
UNSHARED = ("series", "statement", "position", "role", "broader", "related", "parent", "first", "second")


def test_many_are_published_as_they_stood_when_somebody_was_asked(admin, db):
    drafts = [make(Theme, State.DRAFT, summary="Said.", no_source_reason="A test.") for _ in range(3)]
    listed = reverse("admin:seminars_theme_changelist")
    data = {"action": "publish", "_selected_action": [each.pk for each in drafts]}
    question = admin.post(listed, data)
    data |= {"confirmed": "3", "seen": question.context["seen"]}
    Theme.objects.filter(pk=drafts[1].pk).update(summary="Something else.")
    refused = admin.post(listed, data)
    assert "Somebody has changed one of them since you were asked" in refused.content.decode()
    assert not Theme.objects.published().exists()
    admin.post(listed, data | {"seen": refused.context["seen"]})
    assert Theme.objects.published().count() == 3


def test_who_is_asked_and_who_is_answered_gets_a_mail_where_there_is_a_server(
    people, finding, settings, mailoutbox, django_capture_on_commit_callbacks
):
    for role in ("editor", "reviewer"):
        User.objects.filter(username=role).update(email=f"{role}@example.org")
    reviewer = User.objects.get(username="reviewer")
    for host, mails in (("", 0), ("mail.example.org", 2)):
        settings.EMAIL_HOST = host
        save(people["editor"], finding, "_review", summary=f"Found by {host or 'nobody'}.")
        with django_capture_on_commit_callbacks(execute=True):
            people["editor"].post(page(finding, "send"), {"note": "Please look.", "reviewer": reviewer.pk})
            decide(people["reviewer"], finding, "_return", note="Say where.")
        assert len(mailoutbox) == mails
    assert [each.to for each in mailoutbox] == [["reviewer@example.org"], ["editor@example.org"]]
    assert "/look/" in mailoutbox[0].body


def test_who_has_looked_at_one_is_led_to_the_next_that_waits(people, db):
    first, second = (
        make(Finding, State.REVIEW, title=title, summary="It was found.", no_source_reason="A test.")
        for title in ("One", "Two")
    )
    told = decide(people["reviewer"], first, note="Good.").content.decode()
    assert f'Next to review: <a href="{page(second, "look")}">“Two”</a>' in told
    people["manager"].post(
        page(second), sent_form(people["manager"].get(page(second))) | {"_save": "1", "title": "Mine"}
    )
    send_for_review(Finding.objects.get(pk=second.pk), By("pat"))
    own = make(Finding, State.REVIEW, title="Three", summary="It was found.", no_source_reason="A test.")
    assert "Next to review" not in decide(people["manager"], own, note="Good.").content.decode()
    last = decide(people["reviewer"], second, button="_return", note="Say more.").content.decode()
    assert "Next to review" not in last

"""A list is worked through record after record, with the terms that each one's text names beside its form."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from collabfutures.curation.desk.reviewing import sent
from collabfutures.curation.desk.suggesting import refuse, suggestions
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Sector, Source, Theme
from tests.making import make
from tests.sent_form import sent_form

LISTED = "admin:findings_finding_triage"


@pytest.fixture
def drafts(db):
    trust = make(Theme, title="Trust", alternative_names="mutual confidence")
    texts = ("Partners built trust.", "Nothing of it.", "They spoke of mutual confidence, and more.")
    drafts = [make(Finding, State.DRAFT, summary=text, no_source_reason="A test.") for text in texts]
    return trust, drafts


def named(record):
    return [(each.title, each.sentence, each.telling) for each in suggestions(record)]


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Partners built trust.", True),
        ("Trusts were set up.", True),
        ("They were trusting and trustworthy.", False),
        ("It was paid by the Wellcome Trust in full.", False),
        ("Trust grows.", True),
        ("TRUST. Nothing else.", True),
        ("Mutual Confidence counts.", True),
        ("confidence that is mutual", False),
        ("", False),
    ],
)
def test_a_term_is_named_by_its_words_exactly_or_in_the_plural_and_not_within_a_name(text, is_named, drafts):
    assert bool(named(make(Finding, State.DRAFT, title="Of it", summary=text))) == is_named


def test_a_suggestion_says_where_and_how_telling_it_is(drafts):
    _, (first, second, third) = drafts
    assert named(first) == [("Trust", "Partners built trust.", 2)]
    assert named(second) == []
    assert named(third) == [("Trust", "They spoke of mutual confidence, and more.", 3)]


def test_what_is_tied_or_refused_is_not_suggested_again(drafts):
    trust, (first, _, third) = drafts
    first.themes.add(trust)
    refuse(third, [f"themes:{trust.pk}", "themes:x", "state:1", "", f"themes:{10**30}"])
    assert named(first) == named(third) == []


def test_a_sector_that_is_accepted_is_published_with_what_that_says(admin, drafts):
    sector = make(Sector, title="Third sector")
    finding = make(Finding, State.DRAFT, summary="The third sector was there.", no_source_reason="A test.")
    address = reverse("admin:findings_finding_change", args=[finding.pk], query={"triage": "1"})
    data = sent_form(admin.get(address)) | {"_publish_next": "1", "accept": f"sectors:{sector.pk}"}
    admin.post(address, data)
    finding.refresh_from_db()
    assert (finding.state, finding.sector_scope, finding.sectors.get()) == (State.PUBLISHED, "named", sector)


def test_only_what_is_public_is_suggested(drafts):
    _, (first, *_) = drafts
    Theme.objects.update(state=State.DRAFT)
    assert named(first) == []


def test_a_list_is_worked_through_with_its_filters(admin, drafts):
    trust, (first, second, third) = drafts
    make(Finding, State.PUBLISHED)
    shown = admin.get(reverse(LISTED), {"state__exact": "draft"}, follow=True)
    assert shown.request["PATH_INFO"].endswith(f"/{first.pk}/change/")
    assert "2 more after this one" in shown.content.decode()
    address = f"{shown.request['PATH_INFO']}?{shown.request['QUERY_STRING']}"
    data = sent_form(shown) | {"_next": "1", "accept": f"themes:{trust.pk}", "title": "Another"}
    after = admin.post(address, data, follow=True)
    first.refresh_from_db()
    assert (first.title, list(first.themes.all())) == ("Another", [trust])
    assert after.request["PATH_INFO"].endswith(f"/{second.pk}/change/")
    skipped = admin.get(after.context["triage"]["skip"], follow=True)
    assert skipped.request["PATH_INFO"].endswith(f"/{third.pk}/change/")
    address = f"{skipped.request['PATH_INFO']}?{skipped.request['QUERY_STRING']}"
    data = sent_form(skipped) | {"_publish_next": "1", "refuse": f"themes:{trust.pk}"}
    last = admin.post(address, data, follow=True)
    assert "That was the last one of the list." in last.content.decode()
    third.refresh_from_db()
    assert (third.state, list(third.themes.all()), named(third)) == (State.PUBLISHED, [], [])


def test_the_words_of_the_source_stand_beside_the_form(admin, db):
    make(Finding, State.DRAFT, source_text="As the award itself has it.")
    shown = admin.get(reverse(LISTED), follow=True)
    assert [text for _, text in shown.context["triage"]["texts"]] == ["As the award itself has it."]


def test_the_note_typed_beside_the_text_is_read_by_whoever_looks(client, drafts, settings):
    settings.ONE_CURATOR = False
    _, (first, *_) = drafts
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    shown = client.get(reverse(LISTED), {"state__exact": "draft"}, follow=True)
    address = f"{shown.request['PATH_INFO']}?{shown.request['QUERY_STRING']}"
    assert 'name="note"' in shown.content.decode()
    client.post(address, sent_form(shown) | {"_review_next": "1", "note": "It speaks\0of trust."})
    first.refresh_from_db()
    assert (first.state, sent(first).reason) == (State.REVIEW, "It speaks of trust.")


def test_what_cannot_be_published_is_saved_and_told(admin, db):
    draft = make(Finding, State.DRAFT, summary="It was found.")
    draft.sources.add(make(Source, State.DRAFT))
    shown = admin.get(reverse(LISTED), follow=True)
    address = f"{shown.request['PATH_INFO']}?{shown.request['QUERY_STRING']}"
    told = admin.post(address, sent_form(shown) | {"_publish_next": "1", "title": "Saved"}, follow=True)
    assert "is saved, and no more" in told.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Saved", State.DRAFT)


@pytest.mark.parametrize("query", ["no=such", "state__exact=draft&p=x", "q=%00", "_changelist_filters=x"])
def test_filters_that_are_none_of_the_list_lead_back_to_it(query, admin, db):
    assert admin.get(f"{reverse(LISTED)}?{query}", follow=False).status_code in (302, 400)

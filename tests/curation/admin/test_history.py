"""Every act at the desk is kept, can be compared word by word, and can be taken back."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.noting import keep
from collabfutures.curation.revisions.working_copy import copied
from findings.models import Finding, ImpactRecord, Year
from seminars.models import Discourse, Seminar, SeminarDiscourse, Series, Source, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make
from tests.said import text
from tests.sent_form import sent_form


def page(record, name, **query):
    pattern = f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}"
    return reverse(pattern, args=[record.pk], query=query)


def save(admin, record, address=None, **values):
    address = address or page(record, "change")
    data = sent_form(admin.get(address)) | {"_save": "1"} | values
    response = admin.post(address, data)
    assert response.status_code == 302, response.context["errors"]


def acts(record):
    return [(each.act, each.by) for each in Revision.objects.of(type(record), [record.pk]).order_by("pk")]


@pytest.fixture
def finding(db):
    return make(Finding, state=State.DRAFT, title="First", summary="It was found.", no_source_reason="A test.")


def test_a_save_keeps_what_stood_there_and_what_stands_there_now(admin, finding):
    save(admin, finding, title="Second")
    assert acts(finding) == [("found", ""), ("changed", "curator")]
    titles = Revision.objects.of(Finding, [finding.pk]).order_by("pk").values_list("content__title", flat=True)
    assert list(titles) == ["First", "Second"]


def test_a_save_that_changes_nothing_is_no_act(admin, finding):
    for _ in range(2):
        save(admin, finding)
    assert acts(finding) == [("found", "")]


def test_what_a_program_wrote_meanwhile_is_kept_before_the_next_save(admin, finding):
    save(admin, finding, title="Second")
    Finding.objects.filter(pk=finding.pk).update(title="Third")
    save(admin, finding, title="Fourth")
    found = Revision.objects.of(Finding, [finding.pk]).order_by("pk").values_list("act", "content__title")
    assert list(found)[1:] == [("changed", "Second"), ("found", "Third"), ("changed", "Fourth")]


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_kind_opens_an_earlier_version_and_saves_it_as_it_was(kind, admin, series):
    record = kind.objects.order_by("pk").first()
    if record is None:
        pytest.skip("the built-in series has none")
    keep(kind, [record.pk])
    first = Revision.objects.newest(kind, [record.pk])[record.pk]
    kind._base_manager.filter(pk=record.pk).update(summary="Otherwise.")
    for field in kind._meta.local_many_to_many:
        getattr(record, field.name).clear() if field.name != "sources" else None
    save(admin, record, page(record, "change", version=first.pk))
    record.refresh_from_db()
    assert (record.is_public, record.summary) == (True, "Otherwise.")
    assert copied(at_desk(record)) == copied(first.content)
    record.publish()
    assert copied(content_of(record)) == copied(first.content)


def test_a_version_that_is_opened_is_not_saved_and_says_so(admin, finding):
    save(admin, finding, title="Second")
    first = Revision.objects.of(Finding, [finding.pk]).last()
    shown = admin.get(page(finding, "change", version=first.pk)).content.decode()
    assert 'value="First"' in shown
    assert "Nothing is saved yet" in shown
    finding.refresh_from_db()
    assert finding.title == "Second"
    for wrong in (0, first.pk + 99, "x", "1" * 30):
        assert admin.get(page(finding, "change", version=wrong)).status_code == 404


def test_lines_of_a_version_come_back_change_and_go(admin, db):
    seminar = make(Seminar, state=State.DRAFT, no_source_reason="A test.")
    kept, gone, new = (make(Discourse, title=title) for title in ("Kept", "Gone", "New"))
    SeminarDiscourse.objects.create(seminar=seminar, discourse=kept, effect_in_practice="Before.")
    SeminarDiscourse.objects.create(seminar=seminar, discourse=gone, effect_in_practice="Gone.")
    save(admin, seminar)
    first = Revision.objects.of(Seminar, [seminar.pk]).get()
    SeminarDiscourse.objects.filter(discourse=kept).update(effect_in_practice="After.")
    SeminarDiscourse.objects.filter(discourse=gone).delete()
    SeminarDiscourse.objects.create(seminar=seminar, discourse=new)
    save(admin, seminar, page(seminar, "change", version=first.pk))
    found = SeminarDiscourse.objects.order_by("pk").values_list("discourse__title", "effect_in_practice")
    assert list(found) == [("Kept", "Before."), ("Gone", "Gone.")]


def test_links_to_what_is_no_record_come_back(admin, db):
    record = make(ImpactRecord, state=State.DRAFT, no_source_reason="A test.")
    record.years.set([Year.objects.create(pk=2010)])
    Year.objects.create(pk=2011)
    save(admin, record, years=["2011"])
    first = Revision.objects.of(ImpactRecord, [record.pk]).last()
    save(admin, record, page(record, "change", version=first.pk))
    assert [year.pk for year in record.years.all()] == [2010]


def test_what_the_reason_of_a_withdrawal_was_is_no_longer_said_once_published_again(admin, db):
    theme = make(Theme, no_source_reason="A test.")
    listed = reverse("admin:seminars_theme_changelist")
    for act in ("withdraw", "publish"):
        data = {"action": act, "confirmed": "1", "_selected_action": [theme.pk], "reason": "Wrong."}
        admin.post(listed, data)
    withdrawn, published = (each.said(theme) for each in reversed(Revision.objects.of(Theme, [theme.pk])))
    assert (withdrawn["withdrawn_reason"], published["withdrawn_reason"]) == ("Wrong.", "")


def test_a_column_that_lines_no_longer_have_breaks_no_comparison(admin, db):
    seminar, discourse = make(Seminar, state=State.DRAFT, no_source_reason="A test."), make(Discourse)
    SeminarDiscourse.objects.create(seminar=seminar, discourse=discourse, effect_in_practice="Now.")
    save(admin, seminar, venue="Hall", venue_state="present")
    old = Revision.objects.last()
    old.content["discourse_effects"] = [{"discourse": discourse.pk, "effect_in_practice": "Then.", "formerly": "x"}]
    old.save()
    assert "Then." in text(admin, page(seminar, "compare", old=old.pk))
    assert admin.get(page(seminar, "change", version=old.pk)).status_code == 200


def test_sources_of_a_version_come_back(admin, db):
    finding, source = make(Finding, state=State.DRAFT), make(Source)
    finding.sources.add(source)
    save(admin, finding)
    first = Revision.objects.of(Finding, [finding.pk]).get()
    other = make(Source)
    finding.sources.set([other])
    save(admin, finding, page(finding, "change", version=first.pk))
    assert list(finding.sources.all()) == [source]


def test_the_history_says_who_did_what_and_which_fields_changed(admin, finding):
    save(admin, finding, title="Second", modality="might")
    save(admin, finding, _publish="1")
    shown = text(admin, page(finding, "history"))
    assert "Title, How surely the source puts it" in shown
    assert acts(finding) == [("found", ""), ("changed", "curator"), ("published", "curator")]


def test_a_history_of_any_length_is_paged_and_takes_as_many_queries(admin, finding, django_assert_max_num_queries):
    save(admin, finding, title="Second")
    old = Revision.objects.of(Finding, [finding.pk]).first()
    Revision.objects.bulk_create(
        Revision(
            kind=old.kind,
            object_id=old.object_id,
            title="t",
            act="changed",
            state="draft",
            content=old.content,
            token=old.token,
        )
        for _ in range(400)
    )
    with django_assert_max_num_queries(10):
        shown = text(admin, page(finding, "history", p=2))
    assert "Page 2 of 9" in shown


def test_a_comparison_marks_words_links_and_lines(admin, finding):
    trust, power = make(Theme, title="Trust"), make(Theme, title="Power")
    finding.themes.add(trust)
    save(admin, finding)
    save(admin, finding, summary="It was <b>often</b> found.", themes=[power.pk])
    newest, first = Revision.objects.of(Finding, [finding.pk])
    shown = admin.get(page(finding, "compare", old=first.pk, new=newest.pk)).content.decode()
    assert "put in: </span>&lt;b&gt;often&lt;/b&gt; <span" in shown
    assert "Taken out: <del>Trust</del>" in shown
    assert "Put in: <ins>Power</ins>" in shown
    same = text(admin, page(finding, "compare", old=newest.pk))
    assert "The two say the same." in same


def test_a_version_of_another_record_is_none_of_this_one(admin, finding):
    save(admin, finding, title="Second")
    other = make(Finding, state=State.DRAFT)
    theirs = Revision.objects.first()
    for name in ("compare", "change"):
        assert admin.get(page(other, name, old=theirs.pk, version=theirs.pk)).status_code == 404


def test_what_was_deleted_at_the_desk_is_brought_back_there(admin, finding):
    pk = finding.pk
    admin.post(page(finding, "delete"), {"post": "yes"})
    assert not Finding.objects.filter(pk=pk).exists()
    assert "Deleted" in text(admin, reverse("admin:findings_finding_changelist"))
    shown = text(admin, reverse("admin:findings_finding_deleted"))
    assert "First" in shown
    revision = Revision.objects.get(act="deleted")
    back = admin.post(reverse("admin:findings_finding_bring_back", args=[revision.pk]), follow=True)
    assert "“First” is back, as a draft." in back.content.decode().replace("&quot;", '"')
    assert Finding.objects.get(pk=pk).summary == "It was found."
    assert admin.post(reverse("admin:findings_finding_bring_back", args=[revision.pk])).status_code == 404


def test_several_that_were_deleted_together_can_all_be_brought_back(admin, db):
    themes = [make(Theme, state=State.DRAFT) for _ in range(3)]
    data = {"action": "delete_selected", "_selected_action": [each.pk for each in themes], "post": "yes"}
    admin.post(reverse("admin:seminars_theme_changelist"), data)
    assert not Theme.objects.exists()
    for each in Revision.objects.filter(act="deleted"):
        admin.post(reverse("admin:seminars_theme_bring_back", args=[each.pk]))
    assert {*Theme.objects.values_list("pk", flat=True)} == {each.pk for each in themes}


def test_deleting_what_is_public_is_a_page_that_explains(admin, db):
    shown = admin.get(page(make(Theme, title="Trust"), "delete"))
    assert shown.status_code == 200
    assert "Withdraw it first" in shown.content.decode()
    record = make(Theme)
    assert admin.post(page(record, "delete"), {"post": "yes"}).status_code == 403
    assert Theme.objects.filter(pk=record.pk).exists()


def test_parts_that_are_records_have_a_history_of_their_own(admin, db):
    series = make(Series, no_source_reason="A test.")
    seminar = make(Seminar, State.DRAFT, series=series, title="First", no_source_reason="A test.")
    data = sent_form(admin.get(page(series, "change")))
    data["seminars-0-title"] = ["Second"]
    assert admin.post(page(series, "change"), data | {"_save": "1"}).status_code == 302
    assert acts(seminar) == [("found", ""), ("changed", "curator")]
    assert acts(series) == []


def test_acts_of_publication_are_noted_whoever_does_them(admin, finding):
    call_command("publish", "finding", "--yes")
    call_command("withdraw", "finding", "--yes", "--reason", "Wrong.")
    assert acts(finding) == [("published", "manage.py publish"), ("withdrawn", "manage.py withdraw")]
    assert Revision.objects.first().reason == "Wrong."


def test_the_drafts_that_are_published_first_are_noted_too(admin, db):
    source = make(Source, state=State.DRAFT)
    finding = make(Finding, state=State.DRAFT, summary="Found.")
    finding.sources.add(source)
    call_command("publish", "finding", "--together", "--yes")
    assert acts(source) == acts(finding) == [("published", "manage.py publish")]


def test_an_account_that_is_gone_leaves_its_name(admin, finding):
    save(admin, finding, title="Second")
    User.objects.all().delete()
    assert acts(finding)[-1] == ("changed", "curator")

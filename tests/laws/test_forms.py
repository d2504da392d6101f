"""The admin form of every kind: saved untouched it changes nothing, and no record is too large for it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db.models import IntegerField
from django.forms.models import model_to_dict
from django.urls import reverse

from collabfutures.curation.admin.formsets import MOST_LINES
from collabfutures.curation.models import SearchRow
from collabfutures.curation.publication import State
from collabfutures.curation.relations import is_kind
from findings.content import loader
from findings.models import Barrier, Finding, Manifestation
from seminars.models import Discourse, Representation, Seminar, Series, Source, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make, relations
from tests.sent_form import sent_form

# What a save renews by design.
STAMPS = ("token", "updated_at")
# The largest key finding of the 175 real awards has eleven bullets; nothing else of a record is longer.
TEN_TIMES = 110


def change_address(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def columns(record):
    """Every column and relation of a record as stored, without what a save renews."""
    stored = type(record)._base_manager.get(pk=record.pk)
    found = {field.name: getattr(stored, field.attname) for field in stored._meta.concrete_fields}
    found |= {
        field.name: sorted(getattr(stored, field.name).values_list("pk", flat=True))
        for field in stored._meta.local_many_to_many
    }
    return {name: value for name, value in found.items() if name not in STAMPS}


def full(kind):
    """A record of the kind with several lines in every text and something in every relation."""
    texts = {
        field.name: "First line.\nSecond line."
        for field in kind._meta.concrete_fields
        if field.get_internal_type() == "TextField" and field.editable and not field.choices
    }
    # These go with a state or a licence of their own, or name fields.
    apart = ("abstract", "demand_reason", "quotation", "our_reading")
    texts = {name: text for name, text in texts.items() if name not in apart}
    record = make(kind, **texts)
    for name in relations(kind):
        field = kind._meta.get_field(name)
        if field.many_to_many and field.remote_field.through._meta.auto_created and name != "absent":
            getattr(record, name).add(make(field.related_model))
    for field in (field for field in kind._meta.local_many_to_many if not is_kind(field.related_model)):
        key = field.related_model._meta.pk
        word = 2001 if isinstance(key, IntegerField) else "Words & words, no number"
        getattr(record, field.name).add(field.related_model.objects.create(**{key.name: word}))
    return record


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_form_saved_untouched_changes_no_column(kind, admin, db):
    record = full(kind)
    before = columns(record)
    address = change_address(record)
    response = admin.post(address, {**sent_form(admin.get(address)), "_save": "1"})
    assert response.status_code == 302, response.context["errors"]
    assert columns(record) == before


@pytest.mark.long
def test_no_untouched_form_of_the_built_in_series_is_an_edit_to_the_loader(series, admin):
    for kind in KINDS:
        for record in kind.objects.all()[:6]:
            address = change_address(record)
            response = admin.post(address, {**sent_form(admin.get(address)), "_save": "1"})
            assert response.status_code == 302, (record, response.context["errors"])
    outcomes = {(written.outcome, str(written.record)) for written in loader.load() if written.outcome != "unchanged"}
    assert outcomes == set()


@pytest.mark.long
@pytest.mark.parametrize(
    ("owner", "line", "values"),
    [
        (Finding, Finding, lambda owner: {"parent": owner, "series": owner.series}),
        (Series, Seminar, lambda owner: {"series": owner, "evidence": "reported"}),
        (Seminar, Representation, lambda owner: {"seminar": owner, "series": owner.series, "role": "academic"}),
        (Discourse, Manifestation, lambda owner: {"discourse": owner}),
    ],
)
def test_a_record_with_ten_times_the_most_lines_is_saved(owner, line, values, admin, db):
    record = make(owner, State.DRAFT, no_source_reason="A test.")
    extra = values(record)
    if line is Manifestation:
        extra["institutional_form"] = make(Theme)
    for number in range(TEN_TIMES):
        make(line, State.DRAFT, title=f"Line {number}", **extra)
    address = change_address(record)
    page = admin.get(address)
    form = sent_form(page)
    assert len(form) < 500
    assert f"{TEN_TIMES - MOST_LINES} more" in page.content.decode()
    response = admin.post(address, {**form, "title": "Renamed", "_save": "1"})
    assert response.status_code == 302, response.context["errors"]
    assert owner.objects.get(pk=record.pk).title == "Renamed"
    assert line.objects.filter(title__startswith="Line ").count() == TEN_TIMES


def test_a_finding_with_ten_times_the_most_sources_keeps_them_all(admin, db):
    finding = make(Finding)
    sources = Source.objects.bulk_create(
        Source(slug=f"s{number}", title=f"S{number}", document="D", state="published") for number in range(TEN_TIMES)
    )
    finding.sources.set(sources)
    address = change_address(finding)
    assert admin.post(address, {**sent_form(admin.get(address)), "_save": "1"}).status_code == 302
    assert finding.sources.count() == TEN_TIMES


def test_a_finding_and_a_new_part_are_saved_in_one_form(admin, db):
    finding = make(Finding, no_source_reason="A test.")
    address = change_address(finding)
    form = sent_form(admin.get(address))
    new = {
        "children-TOTAL_FORMS": "1",
        "children-0-title": "A new part",
        "children-0-slug": "a-new-part",
        "children-0-series": str(finding.series_id),
        "children-0-consensus": "not-claimed",
    }
    response = admin.post(address, {**form, **new, "_save": "1"})
    assert response.status_code == 302, response.context["errors"]
    assert list(finding.children.values_list("title", "state")) == [("A new part", "draft")]


def test_a_new_finding_and_its_first_part_are_saved_in_one_form(admin, db):
    series = make(Series)
    address = reverse("admin:findings_finding_add")
    form = sent_form(admin.get(address))
    new = {
        "title": "The whole",
        "slug": "the-whole",
        "series": str(series.pk),
        "children-TOTAL_FORMS": "1",
        "children-0-title": "Its part",
        "children-0-slug": "its-part",
        "children-0-series": str(series.pk),
        "children-0-consensus": "not-claimed",
    }
    response = admin.post(address, {**form, **new, "_save": "1"})
    assert response.status_code == 302, response.context["errors"]
    assert Finding.objects.get(slug="its-part").parent.slug == "the-whole"


@pytest.mark.parametrize("text", ["\u200b", "\u00ad\ufeff", " \u200d ", "\r\n\r\n"])
def test_a_text_of_invisible_signs_is_empty_whatever_writes_it(text, db):
    saved = make(Barrier, hampers=text)
    updated = make(Barrier, hampers="Something")
    Barrier.objects.filter(pk=updated.pk).update(hampers=text)
    Barrier.objects.bulk_create([Barrier(slug="bulk", title="Bulk", hampers=text)])
    assert set(Barrier.objects.values_list("hampers", flat=True)) == {""}
    assert saved.hampers == ""


def test_lines_end_in_one_way_whatever_writes_them(db):
    make(Barrier, slug="b", hampers="One.\r\nTwo.\rThree.\u2028Four. ")
    assert Barrier.objects.get().hampers == "One.\nTwo.\nThree.\nFour."


def test_what_a_form_shows_is_what_is_stored(admin, db):
    record = full(Barrier)
    form = admin.get(change_address(record)).context["adminform"].form
    stored = model_to_dict(record, fields=["hampers", "remedies"])
    assert {name: form.initial[name] for name in stored} == stored


def test_a_thousand_records_are_published_without_a_field_for_each(admin, db, monkeypatch):
    monkeypatch.setattr("collabfutures.curation.admin.publication.STEP", 1_000)
    Theme.objects.bulk_create(Theme(slug=f"t-{n}", title=f"T {n}", no_source_reason="Said") for n in range(1_010))
    address = reverse("admin:seminars_theme_changelist")
    first = [str(pk) for pk in Theme.objects.values_list("pk", flat=True)[:50]]
    asked = {"action": "publish", "select_across": "1", "_selected_action": first}
    page = admin.post(address, asked).content.decode()
    assert "1010 themes" in page
    assert page.count('name="_selected_action"') == 1
    confirmed = {"action": "publish", "select_across": "1", "_selected_action": first[:1], "confirmed": "1010"}
    page = admin.post(address, confirmed)
    assert "1000 of 1010 looked at" in page.content.decode()
    assert Theme.objects.published().count() == 1_000
    assert admin.post(address, sent_form(page)).status_code == 302
    assert Theme.objects.published().count() == 1_010
    assert LogEntry.objects.count() == 1_010
    assert "Published: 1010 themes." in admin.get(address).content.decode()
    assert SearchRow.objects.filter(kind="seminars.theme").count() == 1_010


def test_a_selection_that_has_grown_meanwhile_is_asked_about_again(admin, db):
    make(Theme, state="draft", no_source_reason="Said")
    address = reverse("admin:seminars_theme_changelist")
    data = {"action": "publish", "select_across": "1", "_selected_action": ["1"], "confirmed": "1"}
    make(Theme, state="draft", no_source_reason="Said")
    page = admin.post(address, data).content.decode()
    assert "There are 2 of them now, not 1" in page
    assert Theme.objects.published().count() == 0


def test_the_import_does_not_call_an_untouched_form_an_edit(admin, db, tmp_path):
    path = tmp_path / "award.xml"
    path.write_text(AWARD.format(status="Closed"))
    call_command("import_gtr", str(path), verbosity=0)
    for record in (Series.objects.get(), Finding.objects.get(parent=None)):
        address = change_address(record)
        assert admin.post(address, {**sent_form(admin.get(address)), "_save": "1"}).status_code == 302
    path.write_text(AWARD.format(status="Active"))
    call_command("import_gtr", str(path), verbosity=0)
    assert Series.objects.get().award_status == "Active"


AWARD = """<?xml version="1.0" encoding="UTF-8"?>
<gtr:projectOverview xmlns:gtr="http://gtr.example/api"><gtr:projectComposition><gtr:project>
<gtr:id>11111111-0000-4000-8000-000000000001</gtr:id><gtr:title>An award</gtr:title>
<gtr:grantReference>ES/Y000000/1</gtr:grantReference><gtr:status>{status}</gtr:status>
<gtr:abstractText>One paragraph.

Another  one. </gtr:abstractText><gtr:fund><gtr:funder><gtr:name>ESRC</gtr:name></gtr:funder></gtr:fund>
<gtr:researchSubjects><gtr:researchSubject><gtr:text>History</gtr:text></gtr:researchSubject>
<gtr:researchSubject><gtr:text>Law</gtr:text></gtr:researchSubject></gtr:researchSubjects>
<gtr:output><gtr:keyFindingsOutput><gtr:description>First line.
Second line.</gtr:description><gtr:outcomeId>k-1</gtr:outcomeId></gtr:keyFindingsOutput></gtr:output>
</gtr:project></gtr:projectComposition></gtr:projectOverview>"""

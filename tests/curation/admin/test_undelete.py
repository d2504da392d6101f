"""What is brought back at the desk breaks no rule, and what it cannot take its place in is said."""

import pytest
from django.urls import reverse

from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from findings.models import Finding, Implication, Manifestation
from seminars.models import Discourse, Sector, Seminar, SeminarDiscourse, Series, Theme
from tests.making import make
from tests.said import text
from tests.sent_form import sent_form


def page(record, name):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}", args=[record.pk])


def deleted(admin, record):
    """The revision of a record that was deleted at the desk."""
    admin.post(page(record, "delete"), {"post": "yes"})
    return Revision.objects.get(act="deleted", object_id=record.pk, kind=record._meta.label_lower)


def brought_back(admin, record, revision):
    """What the next page says."""
    pattern = f"admin:{record._meta.app_label}_{record._meta.model_name}_bring_back"
    answer = admin.post(reverse(pattern, args=[revision.pk]))
    assert answer.status_code == 302
    return text(admin, answer["Location"])


def _cell():
    discourse, domain = make(Discourse), make(Theme)
    return lambda: make(Implication, discourse=discourse, domain=domain, state=State.DRAFT)


def _place():
    series = make(Series)
    return lambda: make(Seminar, series=series, position=1, state=State.DRAFT)


@pytest.mark.parametrize(
    ("maker", "said"),
    [
        (_cell, "There is an implication of this discourse"),
        (_place, "Another seminar of this series has this position"),
    ],
)
def test_a_place_that_is_taken_is_told(maker, said, admin, db):
    make_one = maker()
    record = make_one()
    revision = deleted(admin, record)
    make_one()
    assert said in brought_back(admin, record, revision)
    assert type(record).objects.count() == 1


def test_a_rule_that_what_is_gone_breaks_is_told(admin, db):
    sector = make(Sector, state=State.DRAFT)
    record = make(Manifestation, discourse=make(Discourse), sector=sector, state=State.DRAFT)
    revision = deleted(admin, record)
    deleted(admin, sector)
    assert "Say where the discourse shows" in brought_back(admin, record, revision)


@pytest.mark.django_db(transaction=True)
def test_a_line_about_what_is_gone_is_left_out_and_named(admin):
    seminar, discourse = make(Seminar, state=State.DRAFT), make(Discourse, state=State.DRAFT)
    SeminarDiscourse.objects.create(seminar=seminar, discourse=discourse, effect_in_practice="It helped.")
    revision = deleted(admin, seminar)
    deleted(admin, discourse)
    assert "1 of its seminar discourses" in brought_back(admin, seminar, revision)
    assert not SeminarDiscourse.objects.exists()


def test_who_is_tied_again_has_a_revision_and_no_open_form_unties_it(admin, db):
    theme = make(Theme, state=State.DRAFT, title="Trust")
    finding = make(Finding, state=State.DRAFT, no_source_reason="A test.", summary="Said.")
    finding.themes.add(theme)
    revision = deleted(admin, theme)
    mine = sent_form(admin.get(page(finding, "change"))) | {"title": "Mine", "_save": "1"}
    brought_back(admin, theme, revision)
    found = Revision.objects.of(Finding, [finding.pk])
    assert [(each.act, each.content["themes"]) for each in found] == [
        ("changed", [theme.pk]),
        ("found", []),
        ("found", [theme.pk]),
    ]
    assert found.first().reason == "“Trust” was brought back."
    assert admin.post(page(finding, "change"), mine).status_code == 302
    finding.refresh_from_db()
    assert (finding.title, list(finding.themes.values_list("pk", flat=True))) == ("Mine", [theme.pk])

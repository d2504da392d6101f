"""What a record says can be kept, and put back so that nothing is otherwise."""

import json

import pytest

from collabfutures.curation.models import Revision, kinds
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.content import columns, content_of, contents_of
from collabfutures.curation.revisions.deleted import bring_back, deleted
from collabfutures.curation.revisions.lines import line_relations
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.noting import note_deleted
from collabfutures.curation.revisions.putting import put
from findings.models import Finding, Year
from seminars.models import Discourse, ResearchTopic, Seminar, SeminarDiscourse, Series, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make

# What undoing never brings back.
NEVER = {"token", "created_at", "updated_at"}
ME = By("A test")
# Rows that are no records, by their keys.
PLAIN_KEYS = {Year: 2010, ResearchTopic: "Sociology"}


def stored(model):
    """Every row of every table of a kind, links and lines with it, as text."""
    tables = [model, *(field.remote_field.through for field in model._meta.local_many_to_many)]
    tables += [relation.related_model for relation in line_relations(model)]
    return {
        table._meta.label: sorted(
            json.dumps(
                {
                    name: str(value)
                    for name, value in row.items()
                    if name not in NEVER and (name != "id" or table is model)
                }
            )
            for row in table._base_manager.values()
        )
        for table in tables
    }


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_what_every_record_says_can_be_put_back_and_changes_nothing(kind, series):
    before = stored(kind)
    for record in kind._base_manager.all():
        assert put(record, json.loads(json.dumps(content_of(record)))) == []
    assert stored(kind) == before


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_what_was_emptied_is_filled_again(kind, series):
    record = kind._base_manager.order_by("pk").last()
    if record is None:
        pytest.skip("the built-in series has none")
    before, said = stored(kind), content_of(record, whole=True)
    for name in many(kind):
        getattr(record, name).clear()
    for relation in line_relations(kind):
        getattr(record, relation.get_accessor_name()).all().delete()
    kind._base_manager.filter(pk=record.pk).update(summary="Otherwise", curator_note="Otherwise")
    record.refresh_from_db()
    assert put(record, json.loads(json.dumps(said))) == []
    assert stored(kind) == before


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_column_is_content_or_says_who_sees_it(kind):
    left_out = {field.name for field in kind._meta.concrete_fields} - {each.name for each in columns(kind, whole=True)}
    assert left_out == {"id", "state", "token", "created_at", "updated_at", "sort_title"}


def test_lines_that_go_with_a_record_are_its_content():
    cascading = {
        (kind._meta.label, relation.get_accessor_name()) for kind in kinds() for relation in line_relations(kind)
    }
    assert cascading == {("seminars.Seminar", "discourse_effects")}


def test_contents_of_many_take_no_more_queries(series, django_assert_num_queries):
    for keys in (list(Seminar.objects.values_list("pk", flat=True)[:1]), Seminar.objects.values_list("pk", flat=True)):
        keys = list(keys)
        with django_assert_num_queries(3):
            assert {*contents_of(Seminar, keys)} == {*keys}


def test_a_line_is_changed_where_it_is_and_keeps_its_place(db):
    seminar, first, second = make(Seminar), make(Discourse), make(Discourse)
    rows = [SeminarDiscourse.objects.create(seminar=seminar, discourse=each) for each in (first, second)]
    said = content_of(seminar)
    said["discourse_effects"][0]["effect_in_practice"] = "It helped."
    put(seminar, said)
    found = SeminarDiscourse.objects.order_by("pk").values_list("pk", "effect_in_practice")
    assert list(found) == [(rows[0].pk, "It helped."), (rows[1].pk, "")]


def test_a_field_that_the_model_no_longer_has_empties_nothing(db):
    record = make(Finding, state=State.DRAFT, title="As it is", summary="Said.")
    put(record, {"title": "As it was", "renamed_since": "gone"})
    record.refresh_from_db()
    assert (record.title, record.summary) == ("As it was", "Said.")


def draft(kind):
    """A draft that nothing public rests on, tied to something in each of its relations, and something tied to it."""
    record = make(kind, state=State.DRAFT, curator_note="A note.")
    for name in many(kind):
        field = kind._meta.get_field(name)
        other = field.related_model
        getattr(record, name).add(make(other) if other in KINDS else other.objects.create(pk=PLAIN_KEYS[other]))
    return record


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_what_is_deleted_and_brought_back_is_as_it_was(kind, db):
    record = draft(kind)
    pk, before = record.pk, stored(kind)
    note_deleted(record, ME)
    record.delete()
    assert stored(kind) != before
    back, lost = bring_back(kind, deleted(kind).get(), ME)
    assert (back.pk, lost) == (pk, [])
    assert stored(kind) == before
    assert not deleted(kind).exists()
    assert back.token != record.token


def test_others_are_tied_to_what_is_back(db):
    theme, finding, narrower = make(Theme, state=State.DRAFT), make(Finding), make(Theme)
    finding.themes.add(theme)
    Theme.objects.filter(pk=narrower.pk).update(broader=theme)
    note_deleted(theme, ME)
    theme.delete()
    assert not finding.themes.exists()
    back, _ = bring_back(Theme, deleted(Theme).get(), ME)
    assert list(finding.themes.all()) == [back]
    narrower.refresh_from_db()
    assert narrower.broader == back


def test_nothing_is_brought_back_public(db):
    record = make(Theme, state=State.WITHDRAWN)
    note_deleted(record, ME)
    record.delete()
    back, _ = bring_back(Theme, deleted(Theme).get(), ME)
    assert back.state == State.DRAFT
    assert Revision.objects.of(Theme, [back.pk]).first().act == "restored"


def test_what_it_was_tied_to_and_is_gone_is_named(db):
    record, theme = make(Finding, state=State.DRAFT), make(Theme)
    record.themes.add(theme)
    note_deleted(record, ME)
    record.delete()
    theme.delete()
    back, lost = bring_back(Finding, deleted(Finding).get(), ME)
    assert lost == ["1 of its themes"]
    assert not back.themes.exists()


def test_what_it_cannot_be_without_is_asked_for(db):
    series = make(Series, state=State.DRAFT, title="The series")
    record = make(Finding, state=State.DRAFT, series=series)
    note_deleted(record, ME)
    record.delete()
    series.delete()
    with pytest.raises(Exception, match="The series that it belonged to is gone"):
        bring_back(Finding, deleted(Finding).get(), ME)
    assert deleted(Finding).count() == 1


def test_an_address_that_another_record_has_now_is_told(db):
    record = make(Theme, state=State.DRAFT, slug="trust")
    note_deleted(record, ME)
    record.delete()
    make(Theme, slug="trust")
    with pytest.raises(Exception, match="Another theme has the address “trust” now"):
        bring_back(Theme, deleted(Theme).get(), ME)

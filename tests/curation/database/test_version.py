"""The content version and the search rows follow every change to public content, by whatever path it is written."""

import pytest
from django.db import connection, transaction

from collabfutures.curation.database import triggers
from collabfutures.curation.models import ContentVersion, SearchRow
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Seminar, SeminarDiscourse, Theme
from tests.making import make

# PostgreSQL raises the version once a transaction, so each write here is a transaction of its own.
pytestmark = pytest.mark.django_db(transaction=True)


def save(finding):
    finding.summary = "changed"
    finding.save()


def save_one_field(finding):
    finding.summary = "changed"
    finding.save(update_fields=["summary"])


def update(finding):
    Finding.objects.filter(pk=finding.pk).update(summary="changed")


def bulk_update(finding):
    finding.summary = "changed"
    Finding.objects.bulk_update([finding], ["summary"])


def raw_sql(finding):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE findings_finding SET summary = 'changed' WHERE id = %s", [finding.pk])


def delete(finding):
    finding.delete()


def bulk_delete(finding):
    Finding.objects.filter(pk=finding.pk).delete()


def withdraw(finding):
    finding.withdraw("A test.")


def add_a_relation(finding):
    finding.themes.add(make(Theme))


def bulk_create(finding):
    Finding.objects.bulk_create(
        [Finding(slug=f"new-{finding.pk}", title="new", series=finding.series, state=State.PUBLISHED)]
    )


PATHS = [save, save_one_field, update, bulk_update, raw_sql, delete, bulk_delete, withdraw, add_a_relation, bulk_create]


def stored_rows():
    return sorted(SearchRow.objects.values_list("kind", "object_id", "slug", "title", "summary", "keywords", "body"))


def test_a_change_to_public_content_raises_the_version():
    for write in PATHS:
        finding = make(Finding)
        before = ContentVersion.current()
        write(finding)
        assert ContentVersion.current() > before, write.__name__


def test_the_search_rows_are_what_a_rebuild_would_make_them():
    for write in PATHS:
        make(Finding, state=State.DRAFT)
        write(make(Finding, source_text="some words"))
    stored = stored_rows()
    assert len(stored) > len(PATHS)
    with connection.cursor() as cursor:
        triggers.install(cursor)
    assert stored_rows() == stored


def test_a_change_through_a_relation_with_its_own_table_raises_the_version():
    effect = SeminarDiscourse(seminar=make(Seminar), discourse=make(SeminarDiscourse.discourse.field.related_model))
    before = ContentVersion.current()
    effect.save()
    created = ContentVersion.current()
    SeminarDiscourse.objects.update(effect_in_practice="seen")
    assert before < created < ContentVersion.current()


def test_a_change_that_is_rolled_back_leaves_the_version():
    finding = make(Finding)
    before = ContentVersion.current()
    with transaction.atomic():
        save(finding)
        transaction.set_rollback(True)
    assert ContentVersion.current() == before


def test_every_write_renews_the_conflict_token():
    for write in (save, save_one_field, update, bulk_update):
        finding = make(Finding)
        before = Finding.objects.get(pk=finding.pk).token
        write(finding)
        assert Finding.objects.get(pk=finding.pk).token != before, write.__name__


def test_an_update_stamps_the_time():
    finding = make(Finding)
    Finding.objects.filter(pk=finding.pk).update(summary="changed")
    assert Finding.objects.get(pk=finding.pk).updated_at > finding.updated_at


def test_the_entity_tag_of_the_api_follows_the_version(client):
    finding = make(Finding)
    tag = client.get("/api/v1/findings/")["ETag"]
    assert client.get("/api/v1/findings/", headers={"If-None-Match": tag}).status_code == 304
    update(finding)
    changed = client.get("/api/v1/findings/", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag

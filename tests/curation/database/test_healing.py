"""A migration that dies half-way heals by the next one, and until then nobody is told that all is well."""

from contextlib import nullcontext

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from collabfutures.curation.database import health, triggers
from collabfutures.curation.models import ContentVersion, SearchRow
from findings.models import Finding
from tests.making import make

pytestmark = pytest.mark.django_db(transaction=True)
CURATION = apps.get_app_config("curation")


def lacking():
    with connection.cursor() as cursor:
        return triggers.missing(cursor)


def installed():
    with connection.cursor() as cursor:
        return triggers.DIALECTS[connection.vendor].installed(cursor)


def drop():
    triggers.drop_for(CURATION, using="default", plan=["something"])


def die_before_the_drop():
    pass


def die_after_the_drop():
    drop()


def die_before_the_install():
    """The tables were altered, the triggers dropped, and the install was begun and rolled back."""
    drop()
    with transaction.atomic(), connection.cursor() as cursor:
        triggers.install(cursor)
        transaction.set_rollback(True)


@pytest.mark.parametrize("die", [die_before_the_drop, die_after_the_drop, die_before_the_install])
def test_a_killed_migration_heals_by_the_next_migrate(die):
    make(Finding, title="Trust")
    before = installed()
    assert len(before) > 50
    die()
    make(Finding, title="Written meanwhile")
    # As from the command line, where the checks of the database come first.
    call_command("migrate", verbosity=0, skip_checks=False)
    assert (lacking(), installed()) == ([], before)
    assert sorted(SearchRow.objects.filter(kind="findings.finding").values_list("title", flat=True)) == [
        "Trust",
        "Written meanwhile",
    ]
    assert list(Finding.objects.order_by("sort_title").values_list("sort_title", flat=True)) == [
        "trust",
        "written meanwhile",
    ]


def test_check_and_probe_say_that_triggers_are_missing(client):
    assert client.get("/readyz").status_code == 200
    drop()
    try:
        assert health.check_triggers(None, databases=["default"])[0].id == "curation.W001"
        probe = client.get("/readyz")
        assert (probe.status_code, "triggers differ" in probe.content.decode()) == (503, True)
    finally:
        call_command("rebuild_search", verbosity=0)
    assert client.get("/readyz").content == b"ready\n"


def test_a_trigger_that_says_something_else_is_noticed():
    name = next(name for name in installed() if "findings_barrier" in name)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE findings_barrier DISABLE TRIGGER {name}")
        else:
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} AFTER DELETE ON findings_barrier BEGIN SELECT 1; END")
    assert lacking() == [name]
    call_command("migrate", verbosity=0)
    assert lacking() == []


def test_the_probe_says_that_search_rows_are_lost(client):
    make(Finding)
    SearchRow.objects.all().delete()
    assert "Search rows" in client.get("/readyz").content.decode()
    call_command("rebuild_search", verbosity=0)
    assert client.get("/readyz").status_code == 200


def test_the_probe_says_that_there_are_search_rows_of_nothing(client):
    make(Finding)
    SearchRow.objects.create(
        kind="findings.finding", object_id=10**6, slug="x", title="X", summary="", keywords="", body=""
    )
    assert client.get("/readyz").status_code == 503


def test_a_rebuild_leaves_what_is_right_as_it_is():
    make(Finding, title="Trust", summary="Between partners.")
    names = ("kind", "slug", "title", "names", "summary", "keywords", "body", "folded")
    before = sorted(SearchRow.objects.values_list(*names))
    call_command("rebuild_search", verbosity=0)
    assert sorted(SearchRow.objects.values_list(*names)) == before


def test_after_a_restore_no_old_tag_is_true_again(client):
    finding = make(Finding, title="Before")
    tag = client.get("/api/v1/findings/")["ETag"]
    version = ContentVersion.current()
    Finding.objects.filter(pk=finding.pk).update(title="After")
    # The backup brings the old number back while the content is another one.
    ContentVersion.objects.update(number=version)
    call_command("rebuild_search", verbosity=0)
    ContentVersion.objects.update(number=version)
    answer = client.get("/api/v1/findings/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["results"][0]["title"]) == (200, "After")


@pytest.mark.parametrize(("sqlstate", "is_fault"), [("57014", False), ("08006", True)])
def test_a_count_over_its_time_is_no_fault_and_a_lost_connection_is_one(sqlstate, is_fault, db, monkeypatch):
    class Cause(Exception):
        pass

    def fail():
        raise OperationalError("told by the database") from cause

    cause = Cause()
    cause.sqlstate = sqlstate
    monkeypatch.setattr(health, "_published", fail)
    with pytest.raises(OperationalError) if is_fault else nullcontext():
        assert health.faults() == []

"""The log of changes: what is written, by whatever path, and in which order a follower sees it."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.urls import reverse

from collabfutures.curation.changes import Change
from collabfutures.curation.models import ContentVersion
from collabfutures.curation.publication import State
from findings.models import Finding, ImpactRecord, Year
from seminars.models import Discourse, Seminar, SeminarDiscourse, Theme
from tests.curation.database.test_version import PATHS
from tests.making import make
from tests.sent_form import sent_form

pytestmark = pytest.mark.django_db(transaction=True)


def since(number):
    """{(kind, slug): action} of the changes above a number. Each has a number of its own, the last is the newest."""
    rows = list(Change.objects.filter(number__gt=number).order_by("number"))
    assert len({row.number for row in rows}) == len(rows)
    assert not Change.objects.filter(number=None).exists()
    if rows:
        assert rows[-1].number == ContentVersion.current()
        assert all(row.moment for row in rows)
    return {(row.kind, row.slug): row.action for row in rows}


def written(write):
    before = ContentVersion.current()
    write()
    return since(before)


def test_every_path_of_writing_is_in_the_log():
    for write in PATHS:
        finding = make(Finding)
        found = written(lambda write=write, finding=finding: write(finding))
        gone, withdrawn = "delete" in write.__name__, write.__name__ == "withdraw"
        wanted = "removed" if gone else "withdrawn" if withdrawn else "changed"
        if write.__name__ == "bulk_create":
            assert found == {("findings.finding", f"new-{finding.pk}"): "published"}
        else:
            assert found.pop(("findings.finding", finding.slug)) == wanted, write.__name__
            assert {kind for kind, _ in found} == ({"seminars.theme"} if "relation" in write.__name__ else set())


def test_what_becomes_public_and_what_ceases_to_be_is_called_so():
    draft = make(Finding, state=State.DRAFT, slug="one")
    one = ("findings.finding", "one")
    for state, action in (
        (State.PUBLISHED, "published"),
        (State.WITHDRAWN, "withdrawn"),
        (State.PUBLISHED, "published"),
        (State.DRAFT, "removed"),
    ):
        found = written(lambda state=state: Finding.objects.filter(pk=draft.pk).update(state=state))
        assert found == {one: action}


def test_a_renamed_record_leaves_a_row_at_both_addresses():
    make(Finding, slug="old")
    found = written(lambda: Finding.objects.filter(slug="old").update(slug="new"))
    assert found == {("findings.finding", "old"): "renamed", ("findings.finding", "new"): "changed"}
    assert Change.objects.get(slug="old").target == "new"


def test_a_link_is_a_change_of_both_its_ends_while_both_are_public():
    finding, theme, draft = make(Finding), make(Theme), make(Theme, state=State.DRAFT)
    both = {("findings.finding", finding.slug): "changed", ("seminars.theme", theme.slug): "changed"}
    assert written(lambda: finding.themes.add(theme)) == both
    assert written(lambda: finding.themes.add(draft)) == {}
    assert written(lambda: finding.themes.remove(draft)) == {}
    assert written(lambda: finding.themes.clear()) == both


def test_a_link_that_is_moved_is_a_change_of_what_it_led_to_too():
    seminar, one, other = make(Seminar), make(Discourse), make(Discourse)
    effect = SeminarDiscourse.objects.create(seminar=seminar, discourse=one)
    found = written(lambda: SeminarDiscourse.objects.filter(pk=effect.pk).update(discourse=other))
    assert {slug for _, slug in found} == {seminar.slug, one.slug, other.slug}


def test_a_link_to_a_plain_row_is_a_change_of_the_record():
    record = make(ImpactRecord)
    year = Year.objects.create(year=2011)
    assert written(lambda: record.years.add(year)) == {("findings.impactrecord", record.slug): "changed"}


def test_notes_and_drafts_leave_no_row():
    finding, draft = make(Finding), make(Finding, state=State.DRAFT)
    stamped = Finding.objects.get(pk=finding.pk).updated_at

    def note():
        Finding.objects.filter(pk=finding.pk).update(curator_note="to be asked")
        finding.curator_note = "to be asked again"
        finding.save(update_fields=["curator_note"])
        draft.summary = "changed"
        draft.save()
        draft.themes.add(make(Theme, state=State.REVIEW))
        draft.delete()

    assert written(note) == {}
    assert Finding.objects.get(pk=finding.pk).updated_at == stamped


def test_a_note_that_a_curator_saves_in_the_admin_leaves_no_row(admin):
    finding = make(Finding, summary="Said.", no_source_reason="A test.")
    address = reverse("admin:findings_finding_change", args=[finding.pk])
    sent = {**sent_form(admin.get(address)), "curator_note": "to be asked"}
    assert written(lambda: admin.post(address, sent)) == {}
    assert Finding.objects.get(pk=finding.pk).curator_note == "to be asked"


def test_the_log_keeps_the_last_row_of_each_address():
    finding = make(Finding)
    for text in ("one", "two", "three"):
        Finding.objects.filter(pk=finding.pk).update(summary=text)
    rows = Change.objects.filter(kind="findings.finding", slug=finding.slug)
    assert [row.number for row in rows] == [ContentVersion.current()]


def test_the_newest_number_of_each_kind_is_told():
    make(Theme)
    theme = ContentVersion.current()
    make(Finding)
    found = Change.newest(["seminars.theme", "findings.finding", "findings.term"])
    assert found["seminars.theme"] == theme < found["findings.finding"] == ContentVersion.current()
    assert found["findings.term"] == 0


def test_what_is_rolled_back_leaves_no_row_and_what_follows_it_does():
    finding = make(Finding)
    before = ContentVersion.current()
    with transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(summary="undone")
        transaction.set_rollback(True)
    assert since(before) == {}
    with transaction.atomic():
        with transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(summary="undone")
            transaction.set_rollback(True)
        make(Theme, slug="kept")
    assert since(before) == {("seminars.theme", "kept"): "published"}


def in_a_thread(work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_follower_that_polls_between_two_writers_misses_nothing():
    """The first to write is the last to commit."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    first, second = make(Finding, slug="first"), make(Finding, slug="second")
    read = ContentVersion.current()
    written_first, may_commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            Finding.objects.filter(pk=first.pk).update(summary="slow")
            written_first.set()
            may_commit.wait(10)

    thread = in_a_thread(slow)
    assert written_first.wait(10)
    # Another writer neither waits for the first nor is held up by it.
    Finding.objects.filter(pk=second.pk).update(summary="quick")
    assert since(read) == {("findings.finding", "second"): "changed"}
    read = ContentVersion.current()
    may_commit.set()
    thread.join(10)
    assert since(read) == {("findings.finding", "first"): "changed"}


def test_many_writers_get_numbers_without_a_gap_that_is_filled_later():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    findings = [make(Finding) for _ in range(4)]
    read, seen, missed = ContentVersion.current(), {}, []

    def write(finding):
        for number in range(15):
            Finding.objects.filter(pk=finding.pk).update(summary=str(number))

    threads = [in_a_thread(lambda finding=finding: write(finding)) for finding in findings]
    while any(thread.is_alive() for thread in threads):
        rows = list(Change.objects.filter(number__lte=ContentVersion.current()).values_list("number", "slug"))
        newest = max(number for number, _ in rows)
        missed += [row for row in rows if read < row[0] <= seen.get("upto", read) and row not in seen["rows"]]
        seen = {"upto": newest, "rows": set(rows)}
    assert missed == []
    assert ContentVersion.current() - read == 4 * 15

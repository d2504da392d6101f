"""A row of the log costs the same however long the log is."""

import pytest
from django.db import connection

from collabfutures.curation.changes import Change
from collabfutures.curation.database import sqlite
from collabfutures.curation.versions import ContentVersion


def plan(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL numbers as it commits")
def test_no_statement_that_writes_the_log_reads_it_through(db):
    """SQLite has passed over the index on the numbers before: 10,000 findings then took an hour and not a minute."""
    for statement in sqlite.note("findings.finding", "1", "'slug'", "'changed'"):
        for step in plan(statement):
            # Without a condition in brackets an index is read from end to end.
            assert Change._meta.db_table not in step or "(" in step, (statement, step)


def test_the_newest_number_of_each_kind_is_what_its_rows_say(db):
    for at, kind in enumerate("aba"):
        Change.objects.create(number=at + 1, kind=kind, object_id=at, slug=f"s{at}", action="changed")
    assert Change.newest(["a", "b", "c"]) == {"a": 3, "b": 2, "c": 0}
    assert ContentVersion._newest("default") == 3

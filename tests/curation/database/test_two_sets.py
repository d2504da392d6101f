"""Two sets of keys in one statement are each read once: SQLite has looked up each pair of them, for minutes."""

import pytest
from django.db import connection
from django.db.models import F

from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.search.matching import Search


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL hashes each set")
def test_what_a_search_finds_among_some_records_is_no_product(db):
    rows = Search("trust").rows_near(["findings.finding"]).order_by()
    plans = {
        alone: rows.filter(KeyAmong(F("object_id"), range(50), is_one_of_two=not alone)).explain()
        for alone in (True, False)
    }
    assert "object_id=? AND rowid=?" in plans[True] and "object_id=?" not in plans[False]

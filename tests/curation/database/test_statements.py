"""The form of every public statement: nothing that PostgreSQL runs as a product, a square, or a join without end."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collabfutures.curation.models import kinds
from tests.kinds import KINDS, NAMES, filters_once
from tests.making import make
from tests.walk import addresses

# Two arrays on one key are scanned as their product, in a loop that takes no interrupt (PostgreSQL 15).
ARRAY = re.compile(r"ANY\s*\(\s*ARRAY\s*\(", re.IGNORECASE)
# NOT (x IN (SELECT …)) is quadratic, and loses the rows where x is NULL; NOT EXISTS is neither.
NEGATED_IN = re.compile(r"NOT\s*\(+\s*[\w\".]+\s+IN\s*\(\s*SELECT|NOT\s+IN\s*\(\s*SELECT", re.IGNORECASE)


def statements(client, asked):
    with CaptureQueriesContext(connection) as captured:
        for address in asked:
            assert client.get(address).status_code in (200, 302, 400), address
    return [query["sql"] for query in captured]


def refuse(found):
    assert [sql[:300] for sql in found if ARRAY.search(sql) or NEGATED_IN.search(sql)] == []


def every_filter(kind):
    """Lists of a kind narrowed by each filter alone, by each with `none`, by all at once, and searched."""
    pairs = []
    for name, item in filters_once(kind).items():
        target = getattr(item, "target", lambda model: None)(kind)
        slugs = list(target.objects.published().values_list("slug", flat=True)[:3]) if target else []
        pairs += [[(name, slug) for slug in slugs], [(name, "none"), *[(name, slug) for slug in slugs[:1]]]]
    everything = [pair for each in pairs[::2] for pair in each]
    for each in [*pairs, everything, [*everything, ("q", "number trust -power")], [("q", "number"), ("sort", "title")]]:
        yield urlencode(each)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_no_filter_facet_or_advice_is_asked_in_a_form_that_grows_faster_than_the_records(kind, client, db):
    for _ in range(3):
        make(kind)
    queries = [query for query in every_filter(kind) if query]
    refuse(statements(client, [f"{kind.get_list_url()}?{query}" for query in queries]))
    refuse(statements(client, [f"{kind.get_api_url()}?facets=all&{query}" for query in queries[:6]]))


@pytest.mark.long
def test_no_public_pattern_is_asked_in_such_a_form(client, db):
    walked = addresses({kind: make(kind) for kind in kinds()})
    # A format is written from what has been fetched for JSON.
    refuse(statements(client, [address for address in walked if "format=" not in address]))

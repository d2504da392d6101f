"""`group_by`: a number is what the list behind it holds, the index says what SQL says, the total is the list's."""

import csv
import io
from itertools import pairwise
from random import Random
from urllib.parse import urlencode

import pytest

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.counted_groups import counted_groups
from collabfutures.curation.filters.grouping import EMPTY_KINDS
from collabfutures.curation.index.tables import grouped
from tests.kinds import KINDS, NAMES, VIEWSETS

every_kind = pytest.mark.parametrize("kind", KINDS, ids=NAMES)
# Of the many groups of a query so many are asked for.
ASKED = 6


def asked(kind, body, random):
    """Queries by which to group: the whole list, a value of an axis, two values, both at once, nothing recorded."""
    names = VIEWSETS[kind].filterset_class.facet_names()
    for one, other in [*pairwise(names), (names[-1], names[0])] if len(names) > 1 else []:
        values = [each["value"] for each in body["facets"][one] if each["value"] != NOTHING]
        some = random.sample(values, min(2, len(values)))
        queries = ["", *(_pair(one, value) for value in some), "&".join(_pair(one, value) for value in some)]
        queries += [f"{one}={NOTHING}", f"{one}={NOTHING}&{_pair(one, some[0])}" if some else ""]
        twins = f"{one}__all" in VIEWSETS[kind].filterset_class.base_filters
        queries += ["&".join(_pair(f"{one}__all", value) for value in some)] if twins and some else []
        yield from ((f"{one},{other}", query) for query in dict.fromkeys(queries))


def _pair(name, value):
    return urlencode([(name, value)])


def filterset(kind, query, client):
    request = client.get(f"{kind.get_list_url()}?{query}").wsgi_request
    found = VIEWSETS[kind].filterset_class(request.GET, kind.objects.published())
    assert found.is_valid(), found.form.errors
    return found


@pytest.mark.long
@every_kind
def test_every_group_is_the_list_behind_it(kind, series, client):
    random = Random(kind.__name__)
    body = client.get(f"{kind.get_api_url()}?facets=all").json()
    for names, query in random.sample(found := list(asked(kind, body, random)), min(8, len(found))):
        answer = client.get(f"{kind.get_api_url()}?group_by={names}&{query}".rstrip("&")).json()
        assert answer["count"] == client.get(f"{kind.get_api_url()}?{query}").json()["count"]
        full = [group for group in answer["groups"] if group["count"]]
        empty = [group for group in answer["groups"] if not group["count"]]
        for group in random.sample(full, min(ASKED, len(full))) + random.sample(empty, min(ASKED, len(empty))):
            assert client.get(group["api_url"]).json()["count"] == group["count"], (names, query, group)
            assert (group["empty"] is None) == bool(group["count"])
            assert group["empty"] in (None, *EMPTY_KINDS)


@pytest.mark.long
@every_kind
def test_the_index_groups_as_sql_does(kind, series, client):
    random = Random(kind.__name__)
    body = client.get(f"{kind.get_api_url()}?facets=all").json()
    for names, query in random.sample(found := list(asked(kind, body, random)), min(8, len(found))):
        axes = names.split(",")
        one, other = (ask(filterset(kind, query, client), axes) for ask in (grouped, counted_groups))
        assert list(one) == list(other), (names, query)


def test_a_filter_of_one_value_puts_each_record_in_one_group(series, client):
    answer = client.get("/api/v1/findings/?group_by=consensus").json()
    assert sum(group["count"] for group in answer["groups"]) == answer["count"] > 20
    assert {group["empty"] for group in answer["groups"] if not group["count"]} <= {"no-records", "all-recorded"}


def test_groups_come_as_csv_too(series, client):
    address = "/api/v1/findings/?group_by=theme,sector&sector=public"
    groups = client.get(address).json()["groups"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address}&format=csv").content.decode())))
    assert [(row["theme"], row["sector_label"], int(row["count"]), row["empty"], row["api_url"]) for row in rows] == [
        (one["value"], other["label"], group["count"], group["empty"] or "", group["api_url"])
        for group in groups
        for one, other in [group["values"]]
    ]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("group_by=nothing", "group_by"),
        ("group_by=theme,theme", "group_by"),
        ("group_by=theme,sector,series", "group_by"),
        ("group_by=theme&page=1", "page"),
        ("group_by=theme&facets=all", "facets"),
        ("group_by=theme&format=bibtex", "group_by"),
        ("group_by=theme&group_page=2", "group_page"),
        ("group_page=1", "group_page"),
    ],
)
def test_what_does_not_go_with_groups_is_refused_by_name(query, named, client, db):
    answer = client.get(f"/api/v1/findings/?{query}")
    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json()["errors"]] == [named]

"""A client may ask for some fields, or parts of them, and is refused by name what is no field."""

import csv
import io
import json

import pytest

from tests.kinds import KINDS, NAMES, VIEWSETS
from tests.making import make

ADDRESS = "/api/v1/findings/"
SLUG = "six-issues-across-sectors"


def test_only_the_fields_that_are_asked_for_come(client, series):
    for address in (f"{ADDRESS}{SLUG}/?", f"{ADDRESS}?page_size=100&"):
        found = client.get(f"{address}fields=title,themes.slug,parent.title,slug").json()
        record = next(each for each in found.get("results", [found]) if each["slug"] == SLUG)
        assert list(record) == ["slug", "title", "parent", "themes"]
        assert list(record["parent"]) == ["title"] and {*record["themes"][0]} == {"slug"}


def test_a_part_may_be_left_out_and_a_whole_field(client, series):
    whole = client.get(f"{ADDRESS}{SLUG}/").json()
    less = client.get(f"{ADDRESS}{SLUG}/?omit=summary,themes.url,themes.api_url").json()
    assert {*whole} - {*less} == {"summary"}
    assert [{*each} for each in less["themes"]] == [{"kind", "slug", "title"}] * 6


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_field_of_every_kind_may_be_asked_for_alone(kind, client, db):
    whole = client.get(f"{kind.get_api_url()}{make(kind).slug}/").json()
    for name in VIEWSETS[kind].serializer_class.Meta.fields:
        assert client.get(f"{kind.get_api_url()}{whole['slug']}/?fields={name}").json() == {name: whole[name]}


def test_the_other_forms_made_of_fields_have_the_same(client, series):
    query = "fields=title,slug&page_size=10&format="
    rows = list(csv.DictReader(io.StringIO(client.get(f"{ADDRESS}?{query}csv").content.decode())))
    lines = [json.loads(line) for line in client.get(f"{ADDRESS}?{query}jsonl").content.splitlines()]
    assert rows == lines == client.get(f"{ADDRESS}?{query}json").json()["results"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("fields=titel", "fields"),
        ("fields=themes.colour", "fields"),
        ("fields=title.slug", "fields"),
        ("omit=", "omit"),
        ("fields=a,,b", "fields"),
        ("fields=title&format=bibtex", "fields"),
        ("count=1", "count"),
        ("count=only&format=csv", "count"),
    ],
)
def test_what_is_no_field_is_refused_by_name(query, name, client, series):
    refused = client.get(f"{ADDRESS}?{query}")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (400, name)


def test_a_count_alone_has_no_records_and_the_facets_that_are_asked_for(client, series):
    whole = client.get(f"{ADDRESS}?facets=sector&sector=public").json()
    counted = client.get(f"{ADDRESS}?facets=sector&sector=public&count=only").json()
    assert (counted["count"], counted["results"], counted["facets"]) == (whole["count"], [], whole["facets"])

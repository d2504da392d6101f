"""What follows from a kind's filters: the same turned round, years from and to, and whether a field is recorded."""

import pytest

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.presence import PresenceFilter
from findings.models import Finding, ImpactRecord
from seminars.models import Sector, Series
from tests.kinds import KINDS, NAMES, filters
from tests.making import make


def slugs(client, address):
    return sorted(each["slug"] for each in client.get(f"{address}&page_size=100").json()["results"])


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_filter_and_the_same_turned_round_find_every_record_once(kind, client, series):
    make(kind)
    every = slugs(client, f"{kind.get_api_url()}?sort=title")
    facets = client.get(f"{kind.get_api_url()}?facets=all").json()["facets"]
    for name, options in facets.items():
        for option in (options[0], options[-1]):
            with_it = slugs(client, f"{kind.get_api_url()}?{name}={option['value']}")
            without = slugs(client, f"{kind.get_api_url()}?{name}__not={option['value']}")
            assert sorted([*with_it, *without]) == every, (name, option)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_field_that_may_be_empty_can_be_counted(kind, client, series):
    make(kind)
    records = client.get(f"{kind.get_api_url()}?page_size=100").json()["results"]
    for name, item in filters(kind).items():
        if isinstance(item, PresenceFilter) and name in records[0]:
            found = client.get(f"{kind.get_api_url()}?count=only&{name}={NOTHING}").json()["count"]
            assert found == sum(each[name] in (None, []) for each in records), name
            filled = client.get(f"{kind.get_api_url()}?count=only&{name}=recorded").json()["count"]
            assert found + filled == len(records), name


def test_years_from_and_to_include_the_years_that_are_named(client, db):
    for year in (2009, 2010, 2011, None):
        record = make(ImpactRecord, slug=f"y-{year}")
        if year:
            record.years.create(year=year)
    address = "/api/v1/impact-records/"
    assert slugs(client, f"{address}?year_min=2010") == ["y-2010", "y-2011"]
    assert slugs(client, f"{address}?year_max=2010") == ["y-2009", "y-2010"]
    assert slugs(client, f"{address}?year_min=2010&year_max=2010") == ["y-2010"]
    assert client.get(f"{address}?year_min=1800").json()["errors"][0]["parameter"] == "year_min"


def test_published_after_and_before_part_the_records_at_a_moment(client, db):
    for number in (1, 2, 3):
        record = make(Finding, slug=f"f-{number}")
        Finding.objects.filter(pk=record.pk).update(published_at=f"2026-03-0{number}T12:00:00Z")
    address = "/api/v1/findings/"
    assert slugs(client, f"{address}?published_after=2026-03-02T12:00:00Z") == ["f-2", "f-3"]
    assert slugs(client, f"{address}?published_before=2026-03-02T12:00:00Z") == ["f-1"]
    assert slugs(client, f"{address}?published_after=2026-03-02&published_before=2026-03-03") == ["f-2"]
    assert client.get(f"{address}?published_after=soon").json()["errors"][0]["parameter"] == "published_after"


def test_a_record_is_found_by_what_others_call_it(client, db):
    make(Series, slug="one", award_reference="ES/X000001/1", gtr_project_id="ABC-1")
    make(Sector, slug="before")
    Sector.objects.filter(slug="before").update(slug="after")
    assert slugs(client, "/api/v1/series/?award=es/x000001/1") == ["one"]
    assert slugs(client, "/api/v1/series/?gtr_project_id=ABC-1") == ["one"]
    assert slugs(client, "/api/v1/sectors/?former_slug=before") == ["after"]
    assert slugs(client, "/api/v1/sectors/?former_slug=never") == []


@pytest.mark.parametrize(
    ("query", "name"),
    [("words=as-typed", "words"), ("sort=relevance", "sort"), ("sector__all=none&sector__all=public", "sector__all")],
)
def test_what_can_mean_nothing_is_refused_by_name(query, name, client, series):
    refused = client.get(f"/api/v1/findings/?{query}")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (400, name)


def test_a_record_is_found_by_the_award_behind_it(series, client):
    for route in ("findings", "sources", "impact-records", "themes", "seminars"):
        by_series = client.get(f"/api/v1/{route}/?series=collaborative-futures&count=only").json()["count"]
        assert client.get(f"/api/v1/{route}/?award=es/h000933/1&count=only").json()["count"] == by_series > 0, route
        assert client.get(f"/api/v1/{route}/?award=ES/X000000/1&count=only").json()["count"] == 0
        every = client.get(f"/api/v1/{route}/?count=only").json()["count"]
        assert client.get(f"/api/v1/{route}/?award=none&count=only").json()["count"] == every - by_series, route

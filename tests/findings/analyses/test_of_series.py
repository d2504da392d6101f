"""Every list, map and comparison can be narrowed to a series: a second award does not speak for the first."""

import pytest

from collabfutures.curation.filters.facets import facets
from collabfutures.curation.publication import State
from findings.models import Finding, Implication, Manifestation, Tension
from seminars.models import ApplicationArea, Discourse, Sector, Seminar, Series, Source, Theme
from tests.kinds import KINDS, VIEWSETS, filters
from tests.making import make

NARROWED = [kind for kind in KINDS if kind is not Series]


def found(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.content[:300]
    return [each["slug"] for each in answer.json()["results"]]


@pytest.fixture
def two(db):
    return [make(Series, slug=slug, title=f"The {slug} talks") for slug in ("river", "hill")]


def sourced(series, kind, *slugs, **values):
    """Records of a kind, each resting on two sources of the series."""
    sources = [make(Source, series=series) for _ in range(2)]
    records = [make(kind, slug=slug, **values) for slug in slugs]
    for record in records:
        record.sources.set(sources)
    return records


@pytest.mark.parametrize("kind", NARROWED, ids=lambda kind: kind.__name__)
def test_every_list_is_narrowed_to_a_series_and_counts_each_record_once(kind, two, client):
    river, _ = (_of(series, kind) for series in two)
    address = kind.get_api_url()
    assert river in found(client, f"{address}?series=river")
    assert len(found(client, f"{address}?series=river")) == 1
    counted = client.get(f"{address}?facets=series").json()["facets"]["series"]
    assert {(each["value"], each["count"]) for each in counted} >= {("river", 1), ("hill", 1)}
    asked = VIEWSETS[kind].filterset_class({}, kind.objects.published())
    (by_sql,) = facets(asked, ["series"]) if asked.is_valid() else ()
    assert {(each.value, each.count) for each in by_sql.options} >= {("river", 1), ("hill", 1)}
    assert f"/{river}/" in client.get(f"{kind.get_list_url()}?series=river").content.decode()


def _of(series, kind):
    """The slug of a record of the kind that belongs to the series by what the kind has for that."""
    if kind is ApplicationArea:
        series.application_areas.add(make(kind))
        return series.application_areas.get().slug
    if filters(kind)["series"].field_name != "series":
        return sourced(series, kind, f"of-{series.slug}")[0].slug
    is_many = kind._meta.get_field("series").many_to_many
    record = make(kind, **({} if is_many else {"series": series}))
    if is_many:
        record.series.add(series)
    return record.slug


def test_a_word_belongs_to_the_series_whose_findings_and_seminars_name_it(two, client):
    river, hill = two
    theme, said = make(Theme, slug="trust"), make(Theme, slug="money")
    make(Theme, slug="unsaid")
    make(Finding, series=hill).themes.add(theme)
    make(Finding, series=hill).themes.add(theme)
    make(Seminar, series=hill).themes.add(said)
    make(Finding, State.DRAFT, series=river).themes.add(theme)
    assert sorted(found(client, "/api/v1/themes/?series=hill")) == ["money", "trust"]
    assert found(client, "/api/v1/themes/?series=none") == ["unsaid"]
    refused = client.get("/api/v1/themes/?series=river")
    assert refused.status_code == 200 and refused.json()["count"] == 0, "a draft says of nothing where it belongs"


def test_what_is_tied_to_a_series_in_three_ways_is_counted_once(two, client):
    (theme,) = sourced(two[0], Theme, "trust")
    make(Finding, series=two[0]).themes.add(theme)
    make(Seminar, series=two[0]).themes.add(theme)
    asked = VIEWSETS[Theme].filterset_class({}, Theme.objects.published())
    (by_sql,) = facets(asked, ["series"]) if asked.is_valid() else ()
    assert [(each.value, each.count) for each in by_sql.options if each.count] == [("river", 1)]
    counted = client.get("/api/v1/themes/?facets=series").json()["facets"]["series"]
    assert [(each["value"], each["count"]) for each in counted if each["count"]] == [("river", 1)]


def test_a_change_of_a_finding_or_source_is_in_the_next_list(two, client):
    theme = make(Theme, slug="trust")
    assert found(client, "/api/v1/themes/?series=river") == []
    finding = make(Finding, series=two[0])
    finding.themes.add(theme)
    assert found(client, "/api/v1/themes/?series=river") == ["trust"]
    Finding.objects.filter(pk=finding.pk).update(state=State.DRAFT)
    assert found(client, "/api/v1/themes/?series=river") == []
    source = make(Source, series=two[0])
    theme.sources.add(source)
    assert found(client, "/api/v1/themes/?series=river") == ["trust"]
    Source.objects.filter(pk=source.pk).update(series=two[1])
    assert (found(client, "/api/v1/themes/?series=river"), found(client, "/api/v1/themes/?series=hill")) == (
        [],
        ["trust"],
    )


@pytest.fixture
def compared(two):
    """Two discourses of which each series says something else."""
    pair = [make(Discourse, slug="one"), make(Discourse, slug="two")]
    for series in two:
        sourced(series, Manifestation, f"shows-{series.slug}", discourse=pair[0], sector=make(Sector))
        sourced(series, Tension, f"between-{series.slug}", first=pair[0], second=make(Discourse))
        finding = make(Finding, slug=f"found-{series.slug}", series=series)
        finding.discourses.set(pair)
    return pair


def test_a_comparison_is_narrowed_to_a_series_with_all_that_it_links_to(compared, client):
    page = client.get("/compare/?discourse=one&discourse=two&series=river").content.decode()
    for slug in ("shows", "found"):
        assert f"/{slug}-river/" in page and f"/{slug}-hill/" not in page, slug
    assert "are those of “The river talks” alone" in page
    assert "discourse__all=one&amp;discourse__all=two&amp;series=river" in page
    assert "discourse=one&amp;series=river" in page
    whole = client.get("/compare/?discourse=one&discourse=two").content.decode()
    assert "/found-river/" in whole and "/found-hill/" in whole and "alone." not in whole
    brief = client.get("/brief/?brief=comparison.discourse%3Done%26discourse%3Dtwo%26series%3Driver").content.decode()
    assert "manifestation number" in brief and "are those of “The river talks” alone" in brief


def test_a_comparison_offers_the_series_that_have_discourses_and_refuses_others(compared, client):
    page = client.get("/compare/").content.decode()
    assert '<option value="river">' in page and '<option value="hill">' in page
    chosen = client.get("/compare/?series=river").content.decode()
    assert '<option value="river" selected>' in chosen
    assert "discourse=one&amp;discourse=two&amp;series=river" in chosen
    refused = client.get("/compare/?discourse=one&discourse=two&series=mud")
    assert refused.status_code == 400 and "“mud” is not allowed for series" in refused.content.decode()
    assert 'href="#field-series"' in refused.content.decode() and 'id="field-series"' in refused.content.decode()


def test_a_map_narrowed_to_a_series_counts_its_own_implications(two, client):
    discourse = make(Discourse, slug="one")
    for series, slug in zip(two, ("power", "money"), strict=True):
        domain = make(Theme, slug=slug)
        sourced(series, Implication, f"follows-{series.slug}", discourse=discourse, domain=domain)
        finding = make(Finding, series=series)
        finding.discourses.add(discourse)
        finding.themes.add(domain)
    page = client.get("/map/?rows=theme&columns=discourse&series=river").content.decode()
    assert "series=river&amp;domain=power&amp;discourse=one" in page and "follows-hill" not in page
    every = client.get("/map/?rows=theme&columns=discourse&series__all=river").content.decode()
    assert "series__all=river&amp;domain=power&amp;discourse=one" in every
    assert found(client, "/api/v1/implications/?series=river&domain=power&discourse=one") == ["follows-river"]

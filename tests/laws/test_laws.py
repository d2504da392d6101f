"""What holds for every kind of record. A new kind is covered as soon as it is registered."""

import csv
import io

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collabfutures.brief.collection import Collection
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.related import RelationFilter
from collabfutures.curation.models import kinds
from collabfutures.curation.publication import State
from collabfutures.curation.responses.kept import kept_responses
from collabfutures.curation.support import to_publish_first
from findings.models import Answer, Finding, ImpactRecord
from seminars.models import Series, Source
from tests.kinds import KINDS, NAMES, VIEWSETS, filters
from tests.making import make, relations
from tests.walk import addresses

every_kind = pytest.mark.parametrize("kind", KINDS, ids=NAMES)
MOST_QUERIES = 8


def rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_every_kind_has_an_api_address_pages_and_an_admin():
    assert set(KINDS) == set(kinds())
    for kind in KINDS:
        assert kind.get_list_url().endswith("/")
        assert kind.get_api_url().startswith("/api/v1/")
        assert kind(slug="x").get_absolute_url().endswith("/x/")
        assert admin.site.is_registered(kind)
        assert VIEWSETS[kind].filterset_class._meta.model is kind


@every_kind
def test_a_list_shows_the_same_records_in_the_same_order_as_page_json_and_csv(kind, client, db):
    for _ in range(12):
        make(kind)
    first = kind.objects.order_by("pk").first()
    for query in ("", "?sort=title-descending", "?page_size=10&page=2", "?q=number&page_size=10", f"?q={first.pk}"):
        page = client.get(kind.get_list_url() + query).context["page"]
        shown = [record.slug for record in page.records]
        assert [record["slug"] for record in client.get(kind.get_api_url() + query).json()["results"]] == shown
        as_csv = client.get(kind.get_api_url() + (query or "?") + "&format=csv")
        assert [row["slug"] for row in rows(as_csv)] == shown
        assert client.get(kind.get_api_url().rstrip("/") + ".csv" + query).content == as_csv.content
        assert int(as_csv["X-Total-Count"]) == page.count


@every_kind
def test_a_record_says_the_same_as_page_and_as_data(kind, client, db):
    record = make(kind, summary="Said in so many words.")
    page = client.get(record.get_absolute_url()).content.decode()
    data = client.get(f"{kind.get_api_url()}{record.slug}/").json()
    assert record.title in page
    assert "Said in so many words." in page
    assert data["title"] == record.title
    assert data["url"] == f"http://testserver{record.get_absolute_url()}"
    assert set(data) == set(VIEWSETS[kind].serializer_class.Meta.fields)


@pytest.mark.long
@every_kind
def test_queries_do_not_grow_with_the_number_of_records(kind, client, db):
    counts = {}
    for number in (1, 30):
        while kind.objects.published().count() < min(number, 22 if kind.__name__ == "ApplicationArea" else number):
            record = make(kind)
            for name in relations(kind):
                field = kind._meta.get_field(name)
                if field.many_to_many:
                    getattr(record, name).add(make(field.related_model, state=State.PUBLISHED))
        detail = kind.objects.published().last().get_absolute_url()
        for address in (kind.get_list_url(), detail, f"{kind.get_api_url()}?facets=all&page_size=50"):
            counts.setdefault(address if address != detail else "detail", []).append(_queries(client, address))
    for address, (one, thirty) in counts.items():
        assert thirty <= max(one, 5), f"{address}: {one} queries for one record, {thirty} for thirty"
        assert thirty <= MOST_QUERIES, f"{address}: {thirty} queries"


@pytest.mark.long
def test_queries_of_a_page_are_few_whatever_it_shows(series, client):
    """A list that is narrowed and searched asks who is meant, and a table above it asks twice; no page asks more."""
    for kind in KINDS:
        details = [record.get_absolute_url() for record in kind.objects.published()[:3]]
        for address in [kind.get_list_url(), *details]:
            assert _queries(client, address) <= MOST_QUERIES, address
        names = [name for name, item in filters(kind).items() if isinstance(item, RelationFilter)]
        query = f"{names[0]}={NOTHING}&q=learning" if names else "q=learning"
        assert _queries(client, f"{kind.get_list_url()}?{query}") <= MOST_QUERIES, kind


@pytest.mark.parametrize("narrowed", ["", "&kind=finding", "&series=collaborative-futures", "&statement=as-reported"])
@pytest.mark.parametrize(
    "text", ["trust+zzzq", "trust+zzzq+learning+power+money+health+partner+-policy", "trsut+lerning", "trust+learning"]
)
def test_queries_of_a_search_are_few_however_many_words_find_nothing(text, narrowed, client, series):
    for place in ("/search/", "/api/v1/search/"):
        assert _queries(client, f"{place}?q={text}{narrowed}") <= MOST_QUERIES, place


@pytest.mark.long
def test_no_public_pattern_asks_more_than_eight_queries(client, series):
    records = {kind: kind.objects.published().last() or make(kind) for kind in KINDS}
    for address in addresses(records):
        assert _queries(client, address) <= MOST_QUERIES, address
    brief = f"/brief/?brief_sector=public&{Collection().adding(*records.values()).query}"
    asked = ("/plan/?sector=public", "/run/?sector=third", "/map/?sector=public&theme=trust&q=public", brief)
    for address in (*asked, f"{brief}&format=docx", f"{brief}&format=pdf"):
        assert _queries(client, address) <= MOST_QUERIES, address


@pytest.mark.long
@every_kind
def test_no_page_of_the_admin_asks_more_than_ten_queries(kind, admin, db):
    base = f"/admin/{kind._meta.app_label}/{kind._meta.model_name}/"
    record, *_ = (make(kind) for _ in range(3))
    for name in relations(kind):
        field = kind._meta.get_field(name)
        if field.many_to_many:
            getattr(record, name).add(make(field.related_model), make(field.related_model))
    for address in (
        base,
        f"{base}?q=trust",
        f"{base}add/",
        f"{base}{record.pk}/change/",
        f"{base}{record.pk}/history/",
    ):
        assert _queries(admin, address) <= 10, address


def _queries(client, address):
    # The read index follows what was made before anything is counted.
    client.get(address)
    # An answer that is kept asks nothing.
    kept_responses.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in (200, 302)
    return len(captured)


def orders(kind):
    """The orders of a list that is not searched."""
    return [word for word in VIEWSETS[kind].filterset_class.base_filters["sort"].orders if word != "relevance"]


@every_kind
def test_walking_all_pages_meets_every_record_once_however_equal_they_are(kind, client, db):
    for _ in range(22):
        make(kind)
    if kind.__name__ != "ApplicationArea":
        kind.objects.update(title="the same")
    for sort in orders(kind):
        met, address = [], f"{kind.get_api_url()}?page_size=10&sort={sort}"
        while address:
            answer = client.get(address).json()
            met += [record["slug"] for record in answer["results"]]
            address = answer["next"]
        everything = set(kind.objects.published().values_list("slug", flat=True))
        assert len(met) == len(everything) == answer["count"]
        assert set(met) == everything


@every_kind
def test_every_facet_count_is_what_its_filter_lists(kind, client, db):
    for _ in range(3):
        record = make(kind)
        for name in relations(kind):
            field = kind._meta.get_field(name)
            if field.many_to_many and record.pk % 2:
                getattr(record, name).add(make(field.related_model))
    facets = client.get(f"{kind.get_api_url()}?facets=all").json()["facets"]
    assert set(facets) == {name for name, item in filters(kind).items() if getattr(item, "is_facet", False)}
    for name, options in facets.items():
        for option in options:
            listed = client.get(kind.get_api_url(), {name: option["value"]}).json()
            assert listed["count"] == option["count"], f"{name}={option['value']}"


@every_kind
def test_a_withdrawn_record_answers_410_with_the_day_and_the_reason(kind, client, db):
    record = make(kind)
    record.withdraw("The source was misread.")
    for address in (record.get_absolute_url(), f"{kind.get_api_url()}{record.slug}/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "The source was misread." in response.content.decode()
        assert f"{record.withdrawn_at:%-d %B %Y}" in response.content.decode()
    assert client.get(kind.get_api_url()).json()["count"] == 0


@every_kind
def test_a_record_is_published_on_purpose_and_only_when_it_is_complete(kind, db):
    record = make(kind, state=State.DRAFT, slug="not-yet")
    record.save()
    assert kind.objects.get(pk=record.pk).state == State.DRAFT
    if hasattr(record, "sources"):
        with pytest.raises(ValidationError, match="names no source"):
            record.publish()
        record.no_source_reason = "It is a test."
    if kind is ImpactRecord:
        with pytest.raises(ValidationError, match="names no series"):
            record.publish()
        record.series.add(make(Series))
    if kind is Finding:
        with pytest.raises(ValidationError, match="says nothing yet"):
            record.publish()
        record.summary = "Something was found."
    if kind is Answer:
        with pytest.raises(ValidationError, match="says nothing yet"):
            record.publish()
        record.summary, record.carried_by = "It is so.", "S01"
        number = make(Source, series=make(Series), statement="S01")
        record.sources.add(number)
    record.save()
    drafts = to_publish_first(record)
    if drafts:
        with pytest.raises(ValidationError, match="rests on nothing public"):
            record.publish()
    for below in drafts:
        type(below).objects.filter(pk=below.pk).update(state=State.PUBLISHED)
    record.refresh_from_db()
    record.publish()
    assert kind.objects.published().filter(pk=record.pk).exists()


@every_kind
def test_the_word_for_nothing_is_no_address(kind, db):
    with pytest.raises(ValidationError, match="kept for asking"):
        make(kind, slug="free").__class__(slug="none").clean()

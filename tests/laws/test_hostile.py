"""Whatever stands in an address, the answer is never a 5xx."""

import csv
import io
from urllib.parse import urlencode

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from openpyxl import load_workbook

from collabfutures.curation.filters.related import ALL_OF, RelationFilter
from collabfutures.curation.parameters import LAYOUT
from findings.filters import FindingFilter
from findings.models import Finding
from seminars.models import Sector
from tests.kinds import KINDS, NAMES, filters, filters_once
from tests.making import make
from tests.walk import addresses

VALUES = [
    "",
    "\x00",
    "a\x00b",
    "9" * 400,
    "-9223372036854775809",
    "1e400",
    "NaN",
    "None",
    "none",
    "' OR ''='",
    '"',
    "%",
    "\\",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "\ud7ff\ufffe\U0001f4a9",
    "２０１０",
    "0",
    "10000",
    "a" * 81,
]


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_no_value_of_any_parameter_breaks_a_list(kind, client, db):
    make(kind)
    # One filter of each type stands for all of its type, so that the suite stays quick; pages ask the same FilterSet.
    of_each_type = {type(item): name for name, item in filters(kind).items()}.values()
    on_page = of_each_type if kind is Finding else ()
    # What every kind shares is one code: it is tried on findings, the rest on each kind.
    shared = {*filters(Sector), *LAYOUT, "unknown"} if kind is not Finding else set()
    for name in {*filters_once(kind), *LAYOUT, "unknown"} - shared:
        for value in VALUES if name in (*of_each_type, *LAYOUT, "unknown") else VALUES[::5]:
            for address in [kind.get_api_url(), *([kind.get_list_url()] if name in on_page else [])]:
                status = client.get(address, {name: value}).status_code
                assert status in (200, 302, 400), f"{address}?{name}={value!r}: {status}"


@pytest.mark.long
@pytest.mark.parametrize("value", [value for value in VALUES if value and "/" not in value])
def test_no_address_of_a_record_breaks(value, client, db):
    for kind in KINDS:
        for address in (kind.get_api_url(), kind.get_list_url()):
            assert client.get(f"{address}{value}/").status_code in (400, 404, 414)


@pytest.mark.parametrize("query", ["%FF", "q=%FF%FE", "=", "&&&", "q", "sector[]=x", "q=%ED%A0%80", "sector=%00"])
def test_no_raw_query_breaks(query, client, db):
    for address in ("/", "/search/", "/findings/", "/api/v1/findings/", "/about/"):
        assert client.get(f"{address}?{query}").status_code in (200, 302, 400)


@pytest.mark.long
@pytest.mark.parametrize("value", ["\x00", "9" * 30, "none", "' OR 1=1 -- \ud7ff"])
def test_no_parameter_breaks_any_public_pattern(value, client, series):
    """Each pattern is given four of the parameters that some page knows; which four goes round with the patterns."""
    records = {kind: kind.objects.published().last() or make(kind) for kind in KINDS}
    names = ("q", "words", "sort", "page", "cursor", "options", "sector", "kind", "rows", "format", "brief", "text")
    paths = dict.fromkeys(address for address in addresses(records) if "?" not in address)
    for number, path in enumerate(paths):
        asked = [names[(number + place) % len(names)] for place in range(0, len(names), 3)]
        assert client.get(path, dict.fromkeys(asked, value)).status_code < 500, (path, asked, value)


def test_the_options_of_a_list_and_a_wrong_filter_are_refused_together(client, series):
    for query in (
        "options=x&sector=zzz",
        "options=x&page=0",
        "options=x&q=%22",
        "sort=x&sector=zzz&options=all&page_size=7",
    ):
        assert client.get(f"/findings/?{query}").status_code == 400


def test_markup_in_a_query_is_shown_as_text(client, db):
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_markup_in_a_record_is_shown_as_text(client, db):
    kind = Finding
    record = make(kind, title="<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>")
    for address in (kind.get_list_url(), record.get_absolute_url(), "/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


# What XML cannot hold, wherever it comes from: an address, or a row that no form has checked.
UNWRITABLE = "a\x0b\x01\ufffeb"


@pytest.mark.parametrize("query", ["q=trust%01", "q=trust%EF%BF%BE", "sort=recently-updated"])
def test_a_feed_stays_readable_whatever_is_in_it(query, series, client):
    Finding.objects.update(title=UNWRITABLE, summary=UNWRITABLE)
    for address in (f"/api/v1/findings/?format=atom&{query}", "/feed/"):
        feed = feedparser.parse(client.get(address).content)
        assert not feed.bozo, address
    assert "ab" in [entry.title for entry in feed.entries]


def test_documents_and_workbooks_stay_readable_whatever_is_in_them(series, client):
    Finding.objects.update(title=UNWRITABLE, summary=f"{UNWRITABLE}=1+1", detail="x" * 10_000, modality="#N/A")
    Sector.objects.update(title=UNWRITABLE)
    brief = "/brief/?brief=finding.several-discourses&brief_title=%EF%BF%BE&brief_sector=public"
    for form in ("docx", "pdf"):
        assert client.get(f"{brief}&format={form}").status_code == 200
    workbook = load_workbook(io.BytesIO(client.get("/api/v1/findings/?format=xlsx").content))
    assert {cell.data_type for row in workbook.active.iter_rows() for cell in row} <= {"s", "n", "inlineStr", "d", "b"}
    assert max(len(line["text"]) for line in _lines(client, brief)) < 4_100


def _lines(client, address):
    return [vars(line) for entry in client.get(address).context["document"].entries for line in entry.lines]


@pytest.mark.parametrize("text", ["\x01=1+1", "\u200b=1+1", "\n=1+1", "＝1+1", " =1+1", "'=1+1", "+1", "@x"])
def test_a_cell_never_begins_as_a_formula(text, client, db):
    make(Finding, summary=text)
    row = next(csv.DictReader(io.StringIO(client.get("/api/v1/findings/?format=csv").content.decode("utf-8-sig"))))
    assert row["summary"].startswith("'")


def test_control_characters_are_refused_where_they_are_typed(db):
    with pytest.raises(ValidationError) as refused:
        Finding(title=UNWRITABLE, slug="x").clean()
    assert list(refused.value.message_dict) == ["title"]


def test_a_thousand_parameters_are_refused_in_the_form_the_address_speaks(client, db):
    for address in ("/nope/", "/findings/", "/brief/"):
        assert "may have at most 500 parameters" in client.get(f"{address}?{'&' * 1500}").content.decode()
    answer = client.get(f"/api/v1/findings/?{'&' * 1500}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.long
def test_every_filter_at_once_is_answered_and_planned_one_by_one(series, client):
    pairs = [
        (name, slug)
        for name, item in filters(Finding).items()
        if isinstance(item, RelationFilter)
        for slug in item.target(Finding).objects.published().values_list("slug", flat=True)[:2]
    ]
    for address in ("/findings/", "/map/", "/api/v1/findings/"):
        assert client.get(address, _query(pairs)).status_code == 200
    query = QueryDict(urlencode([(name, slug) for name, slug in pairs if not name.endswith(ALL_OF)]))
    found = FindingFilter(query, Finding.objects.published()).qs
    # PostgreSQL would try every order in which to join them: a dozen filters took it seconds, and gave a 503.
    assert "Semi Join" not in found.explain()


def _query(pairs):
    query = {"q": "public sector"}
    for name, value in pairs:
        query.setdefault(name, []).append(value)
    return query


def test_what_may_only_be_read_says_so(series):
    strict = Client(enforce_csrf_checks=True)
    for address in ("/", "/search/", "/brief/", "/compare/", "/map/", "/feed/", "/sitemap.xml", "/what-competes/"):
        assert strict.post(address).status_code == 405, address
    assert strict.post("/translate/", {"text": "trust"}).status_code == 200

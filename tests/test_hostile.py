"""Whatever stands in an address, the answer is never a 5xx."""

import pytest

from collabfutures.curation.parameters import LAYOUT
from findings.models import Finding
from seminars.models import Sector
from tests.kinds import KINDS, NAMES, filters
from tests.making import make

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


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_no_value_of_any_parameter_breaks_a_list(kind, client, db):
    make(kind)
    # The page asks the same FilterSet: one filter of each type stands for all there, so that the suite stays quick.
    on_page = {type(item): name for name, item in filters(kind).items()}.values() if kind is Finding else ()
    # What every kind shares is one code: it is tried on findings, the rest on each kind.
    shared = {*filters(Sector), *LAYOUT, "unknown"} if kind is not Finding else set()
    for name in {*filters(kind), *LAYOUT, "unknown"} - shared:
        for value in VALUES:
            for address in [kind.get_api_url(), *([kind.get_list_url()] if name in on_page else [])]:
                status = client.get(address, {name: value}).status_code
                assert status in (200, 302, 400), f"{address}?{name}={value!r}: {status}"


@pytest.mark.parametrize("value", [value for value in VALUES if value and "/" not in value])
def test_no_address_of_a_record_breaks(value, client, db):
    for kind in KINDS:
        for address in (kind.get_api_url(), kind.get_list_url()):
            assert client.get(f"{address}{value}/").status_code in (400, 404, 414)


@pytest.mark.parametrize("query", ["%FF", "q=%FF%FE", "=", "&&&", "q", "sector[]=x", "q=%ED%A0%80", "sector=%00"])
def test_no_raw_query_breaks(query, client, db):
    for address in ("/", "/search/", "/findings/", "/api/v1/findings/", "/about/"):
        assert client.get(f"{address}?{query}").status_code in (200, 302, 400)


def test_markup_in_a_query_is_shown_as_text(client, db):
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_markup_in_a_record_is_shown_as_text(client, db):
    kind = KINDS[0]
    record = make(kind, title="<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>")
    for address in (kind.get_list_url(), record.get_absolute_url(), "/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page

"""Public answers are compressed to the same bytes each time; nothing else about them changes."""

import gzip

import pytest

from collabfutures.curation.responses.kept import kept_responses
from findings.models import Finding
from tests.making import make

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    "address", ["/findings/", "/api/v1/findings/?facets=all", "/api/v1/findings/?format=csv&page=all"]
)
def test_an_answer_is_compressed_to_the_same_bytes_under_one_tag(address, client, series):
    plain, first = client.get(address), client.get(address, headers=GZIP)
    kept_responses.forget()
    second = client.get(address, headers=GZIP)
    assert first["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain
    assert first.content == second.content and first["ETag"] == second["ETag"] != plain["ETag"]
    assert gzip.decompress(first.content) == plain.content and len(first.content) < len(plain.content) / 3
    assert int(first["Content-Length"]) == len(first.content)
    assert all("Accept-Encoding" in each["Vary"] for each in (plain, first))


def test_a_long_list_is_compressed_as_it_streams(client, db, monkeypatch):
    monkeypatch.setattr("collabfutures.curation.api.pagination.STREAMED_FROM", 1)
    for _ in range(3):
        make(Finding)
    address = "/api/v1/findings/?format=csv&page=all"
    plain, packed = client.get(address), client.get(address, headers=GZIP)
    assert plain.streaming and packed.streaming and "Content-Length" not in packed
    assert gzip.decompress(packed.getvalue()) == plain.getvalue()


def test_a_short_answer_is_sent_as_it_is(client, db):
    assert "Content-Encoding" not in client.get("/healthz", headers=GZIP)


def test_a_page_of_the_admin_never_has_one_length(admin):
    lengths = {len(admin.get("/admin/", headers=GZIP).content) for _ in range(8)}
    assert len(lengths) > 1

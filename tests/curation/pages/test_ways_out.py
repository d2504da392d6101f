"""Every way out of a page leads somewhere: downloads, alternates, other lists."""

import html
import re
from urllib.parse import urljoin

import pytest

from collabfutures.curation.pages import sitemaps
from seminars.models import Theme
from tests.making import make


@pytest.mark.long
@pytest.mark.parametrize(
    "address", ["/findings/?sector=public", "/findings/several-discourses/", "/themes/", "/impact/"]
)
def test_every_link_to_data_is_answered(address, series, client):
    page = client.get(address).content.decode()
    found = {html.unescape(each) for each in re.findall(r'href="([^"]*(?:/api/v1/|format=)[^"]*)"', page)}
    assert len(found) >= 8
    for link in found:
        response = client.get(urljoin(address, link))
        assert response.status_code == 200, link
        assert response.headers["Content-Type"]


def test_the_second_page_of_a_sitemap_is_named(client, db, monkeypatch):
    monkeypatch.setattr(sitemaps, "LIMIT", 2)
    monkeypatch.setattr(sitemaps.RecordSitemap, "limit", 2)
    for _ in range(3):
        make(Theme)
    index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-theme.xml?p=2" in index
    assert "sitemap-theme.xml?p=3" not in index
    assert client.get("/sitemap-theme.xml?p=2").content.count(b"<url>") == 1


def test_an_empty_list_has_a_content_type_in_every_form(client, db):
    for format in ("csv", "xlsx", "jsonld", "bibtex", "ris", "csl", "atom"):
        response = client.get(f"/api/v1/themes/?format={format}")
        assert (response.status_code, bool(response.headers.get("Content-Type"))) == (200, True), format


def test_options_says_what_may_be_asked(client, db):
    response = client.options("/api/v1/themes/")
    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")

"""What a reader takes away is read by programs that we did not write."""

import io
import json
from datetime import UTC, datetime

import bibtexparser
import feedparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from openpyxl import load_workbook
from pyld import jsonld

from collabfutures.curation.changes import Change
from findings.models import Finding, ImpactRecord
from seminars.models import Source
from tests.addresses import PAGES
from tests.kinds import KINDS
from tests.making import make

HOSTILE = 'Braces } } { \\ 100 % & $ # _ ^ ~ "quotes" </script> é\nsecond line\tTY  - X'


@pytest.fixture
def everything(series):
    for kind in KINDS:
        make(kind, **({} if kind.__name__ == "ApplicationArea" else {"title": HOSTILE, "summary": HOSTILE}))
    return {kind: set(kind.objects.published().values_list("slug", flat=True)) for kind in KINDS}


def taken(client, kind, form):
    return client.get(f"{kind.get_api_url()}?format={form}&page=all").content.decode()


def keys(kind, slugs):
    return {f"{kind._meta.verbose_name.replace(' ', '-')}-{slug}" for slug in slugs}


def test_bibtex_of_every_record_is_read_by_bibtexparser(everything, client):
    for kind, slugs in everything.items():
        text = taken(client, kind, "bibtex")
        # BibTeX itself counts braces, escaped ones too; this reader forgives.
        assert text.count("{") == text.count("}")
        library = bibtexparser.parse_string(text)
        assert library.failed_blocks == []
        assert {entry.key for entry in library.entries} == keys(kind, slugs)
        assert all(entry["title"] for entry in library.entries)


def test_ris_of_every_record_is_read_by_rispy(everything, client):
    for kind, slugs in everything.items():
        entries = rispy.loads(taken(client, kind, "ris"))
        assert {entry["id"] for entry in entries} == keys(kind, slugs)
        assert all(entry["title"] and entry["type_of_reference"] in ("ELEC", "GEN", "JOUR") for entry in entries)


@pytest.mark.long
def test_csl_json_of_every_record_is_read_by_citeproc(everything, client):
    for kind, slugs in everything.items():
        items = json.loads(taken(client, kind, "csl"))
        source = CiteProcJSON(items)
        style = CitationStylesStyle("apa", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for key in keys(kind, slugs):
            bibliography.register(Citation([CitationItem(key.lower())]))
        assert len(bibliography.bibliography()) == len(slugs)


def test_json_ld_expands_to_what_schema_org_calls_it(everything, client):
    for kind, slugs in everything.items():
        nodes = jsonld.expand(json.loads(taken(client, kind, "jsonld")))
        schemes = [node for node in nodes if "https://schema.org/DefinedTermSet" in node["@type"]]
        assert len(nodes) - len(schemes) == len(slugs)
        assert len(schemes) == (kind.schema_type == "DefinedTerm")
        assert all(node["@type"][0].startswith("https://schema.org/") for node in nodes)
    page = client.get(make(Finding, title=HOSTILE, slug="hostile").get_absolute_url()).content.decode()
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(text)["name"] == HOSTILE
    assert jsonld.expand(json.loads(text))[0]["@type"] == ["https://schema.org/Claim"]


def test_feeds_are_read_by_feedparser_newest_first(everything, client):
    for kind, slugs in everything.items():
        feed = feedparser.parse(client.get(f"{kind.get_api_url()}?format=atom&sort=recently-updated").content)
        assert not feed.bozo
        assert feed.version == "atom10"
        assert len(feed.entries) == min(len(slugs), 25)
        times = [entry.updated for entry in feed.entries]
        assert times == sorted(times, reverse=True)
    whole = feedparser.parse(client.get("/feed/").content)
    assert (whole.bozo, len(whole.entries)) == (False, 50)


@pytest.mark.long
def test_a_workbook_holds_the_cells_of_the_csv(everything, client):
    for kind, slugs in everything.items():
        answer = client.get(f"{kind.get_api_url()}?format=xlsx&page=all")
        rows = list(load_workbook(io.BytesIO(answer.content), read_only=True).active.iter_rows(values_only=True))
        assert {row[1] for row in rows[1:]} == slugs
        assert rows[0] == tuple(taken(client, kind, "csv").splitlines()[0].lstrip("\ufeff").split(","))


def test_a_publication_is_cited_as_itself_and_a_finding_with_its_consensus(series, client):
    article = client.get("/api/v1/impact-records/discursive-realignments/?format=csl").json()[0]
    assert article["type"] == "article-journal"
    assert article["author"][0] == {"family": "Sullivan", "given": "H."}
    assert article["issued"] == {"date-parts": [[2013]]}
    assert (article["container-title"], article["volume"], article["issue"], article["page"]) == (
        "Public Money & Management",
        "33",
        "2",
        "123–130",
    )
    assert article["DOI"] == "10.1080/09540962.2013.763424"
    source = client.get("/api/v1/sources/sullivan-et-al-2013/?format=csl").json()[0]
    assert {**source, "id": ""} == {**article, "id": ""}
    ris = rispy.loads(client.get("/api/v1/impact-records/discursive-realignments/?format=ris").content.decode())[0]
    assert [ris[name] for name in ("volume", "number", "start_page", "end_page")] == ["33", "2", "123", "130"]
    finding = client.get("/api/v1/findings/several-discourses/?format=csl").json()[0]
    assert "About “Collaborative futures: new insights" in finding["note"]
    assert finding["genre"] == "Finding about award ES/H000933/1, 2009–2011"
    # Our address and our words are no part of the work.
    assert "abstract" not in article and "testserver" not in str(article)
    assert finding["note"].startswith("Emerged; consensus not claimed.")


def test_a_page_carries_what_zotero_looks_for(series, client):
    page = client.get("/impact/discursive-realignments/").content.decode()
    tags = ["title", "author", "publication_date", "doi", "journal_title", "volume", "issue", "firstpage", "lastpage"]
    for tag in (f"citation_{name}" for name in tags):
        assert f'<meta name="{tag}"' in page
    assert page.count('name="citation_author"') == 4


def test_a_source_without_a_year_is_cited_without_one(db, client):
    make(Source, slug="undated", document="A report", year=None)
    item = client.get("/api/v1/sources/undated/?format=csl").json()[0]
    assert "issued" not in item
    make(ImpactRecord, slug="no-year", impact_kind="publication")
    assert "issued" not in client.get("/api/v1/impact-records/no-year/?format=csl").json()[0]


def test_the_sitemap_lists_every_public_record_and_no_other(db, client):
    make(Finding, slug="shown")
    make(Finding, slug="hidden", state="draft")
    assert "sitemap-finding.xml" in client.get("/sitemap.xml").content.decode()
    text = client.get("/sitemap-finding.xml").content.decode()
    assert "/findings/shown/" in text
    assert "hidden" not in text


def test_the_sitemap_lists_the_pages_that_are_no_records(db, client):
    text = client.get("/sitemap-pages.xml").content.decode()
    for address in ("/", "/findings/", "/plan/", "/map/", "/compare/", "/about/", "/accessibility/", "/words/"):
        assert f"<loc>http://testserver{address}</loc>" in text


def test_a_narrowed_feed_is_a_feed_of_its_own(series, client):
    whole, narrowed = (
        feedparser.parse(client.get(f"/api/v1/findings/?{query}format=atom").content).feed
        for query in ("", "sector=third&")
    )
    assert narrowed.id == "http://testserver/findings/?sector=third" != whole.id
    assert narrowed.title == "Collaborative Futures: findings with sector third"


def test_an_article_is_described_as_of_its_own_year_and_authors(series, client):
    node = client.get("/api/v1/impact-records/discursive-realignments/?format=jsonld").json()["@graph"][0]
    assert (node["@type"], node["datePublished"]) == ("ScholarlyArticle", "2013")
    assert node["author"][0]["name"] == "Sullivan, H."
    award = client.get("/api/v1/series/collaborative-futures/?format=jsonld").json()["@graph"][0]
    assert award["foundingDate"] == "2009-11-01"
    assert "datePublished" not in award


@pytest.mark.long
def test_every_page_says_what_it_is_to_other_programs(series, client):
    for name, address in PAGES.items():
        response = client.get(address, follow=True)
        page = response.content.decode()
        if response.status_code == 200 and "error" not in name:
            assert page.count('<meta property="og:title"') == 1, name
            assert page.count('<link rel="canonical"') == 1, name
            node = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
            assert jsonld.expand(node), name


def test_a_day_is_told_in_the_time_of_the_readers(db, client):
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    Finding.objects.filter(pk=make(Finding, slug="late").pk).update(published_at=late, updated_at=late)
    Change.objects.filter(slug="late").update(moment=late)
    page = client.get("/findings/late/").content.decode()
    assert "First published 2 July 2026, last changed 2 July 2026" in page
    assert '"dateModified": "2026-07-02"' in page
    assert "Last changed 2 July 2026" in page

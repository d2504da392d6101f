"""Linked data links: addresses are ids, terms are SKOS concepts, and lists give their citations to Zotero."""

import re
from html import unescape
from urllib.parse import parse_qs

import feedparser
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from findings.models import Finding, ImpactRecord
from seminars.models import Series, Theme
from tests.kinds import KINDS
from tests.making import make

SCHEMA = "https://schema.org/"
# schema.org: what only a CreativeWork has.
OF_WORKS = ("sdDatePublished", "dateModified", "datePublished", "isPartOf", "citation", "license", "author")


def graph(client, kind):
    text = client.get(f"{kind.get_api_url()}?format=jsonld&page=all").content.decode()
    return Graph().parse(data=text, format="json-ld")


def test_every_link_is_an_edge_between_two_nodes(series, client):
    whole = Graph()
    for kind in KINDS:
        whole += graph(client, kind)
    nodes = {f"http://testserver{record.get_absolute_url()}" for kind in KINDS for record in kind.objects.published()}
    described = {str(node) for node in set(whole.subjects(RDF.type)) if isinstance(node, URIRef)}
    assert nodes <= described
    edges = [(s, p, o) for s, p, o in whole if str(o) in nodes and str(s) != str(o) and "url" not in str(p)]
    assert len(edges) > 1_000
    finding = URIRef("http://testserver/findings/different-words-similar-issues/")
    about = {str(end) for end in whole.objects(finding, URIRef(f"{SCHEMA}about"))}
    assert "http://testserver/themes/trust/" in about and about <= nodes


def test_what_only_a_creative_work_has_is_said_of_no_other(series, client):
    for kind in KINDS:
        found = graph(client, kind)
        for sort in ("DefinedTerm", "Event", "ResearchProject"):
            for node in found.subjects(RDF.type, URIRef(f"{SCHEMA}{sort}")):
                said = {str(name).removeprefix(SCHEMA) for name in found.predicates(node)}
                assert said.isdisjoint(OF_WORKS), (node, said)


def test_a_term_is_a_concept_of_its_scheme(series, client):
    wider = make(Theme, slug="wider", title="Wider")
    Theme.objects.filter(slug="trust").update(broader=wider, alternative_names="Confidence\nFaith")
    found = graph(client, Theme)
    trust = URIRef("http://testserver/themes/trust/")
    assert found.value(trust, SKOS.prefLabel) == Literal("Trust", lang="en")
    assert {str(name) for name in found.objects(trust, SKOS.altLabel)} == {"Confidence", "Faith"}
    assert found.value(trust, SKOS.broader) == URIRef("http://testserver/themes/wider/")
    scheme = found.value(trust, SKOS.inScheme)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in found
    assert all(found.value(each, SKOS.inScheme) == scheme for each in found.subjects(RDF.type, SKOS.Concept))


def test_the_manifest_of_the_dump_is_dcat(series, client):
    told = client.get("/api/v1/dump/").json()["dcat"]
    found = Dataset().parse(data=told, format="json-ld")
    dcat = "http://www.w3.org/ns/dcat#"
    assert len(set(found.subjects(RDF.type, URIRef(f"{dcat}Distribution")))) == 3
    first = next(found.objects(None, URIRef(f"{dcat}startDate")))
    assert str(first) == Series.objects.published().get().start_date
    assert all(isinstance(each, URIRef) for each in found.objects(None, URIRef(f"{dcat}downloadURL")))


def spans(client, address):
    page = client.get(address).content.decode()
    return [parse_qs(unescape(title)) for title in re.findall(r'<span class="Z3988" title="([^"]*)"', page)]


@pytest.mark.parametrize("kind", [Finding, ImpactRecord, Series])
def test_a_list_has_a_citation_for_each_of_its_records(kind, series, client):
    found = spans(client, kind.get_list_url())
    assert len(found) == min(kind.objects.published().count(), 25)
    assert all(each["ctx_ver"] == ["Z39.88-2004"] and each["rft_val_fmt"] for each in found)


def test_an_article_is_given_as_the_article(series, client):
    (article,) = spans(client, "/impact/?q=discursive+realignments")
    assert article["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]
    assert (article["rft.jtitle"], article["rft.volume"]) == (["Public Money & Management"], ["33"])
    assert "info:doi/10.1080/09540962.2013.763424" in article["rft_id"]
    assert len(article["rft.au"]) == 4


def test_every_form_says_what_only_the_source_says(db, client):
    make(Finding, slug="reported", summary="", source_text="The award says so itself.")
    for form in ("csl", "bibtex", "ris", "jsonld", "atom"):
        assert "The award says so itself." in client.get(f"/api/v1/findings/?format={form}").content.decode(), form


def test_an_entry_of_a_feed_keeps_its_name_and_a_feed_says_what_follows(db, client):
    for number in range(12):
        make(Theme, slug=f"t-{number}", title=f"T {number}")
    feed = feedparser.parse(client.get("/api/v1/themes/?format=atom&page_size=10").content)
    following = next(link.href for link in feed.feed.links if link.rel == "next")
    assert len(feedparser.parse(client.get(following).content).entries) == 2
    one = feedparser.parse(client.get("/api/v1/themes/t-3/?format=atom").content)
    assert (one.feed.id, one.feed.title.endswith("T 3")) == ("http://testserver/themes/t-3/", True)
    Theme.objects.filter(slug="t-3").update(slug="renamed")
    again = feedparser.parse(client.get("/api/v1/themes/renamed/?format=atom").content)
    assert again.entries[0].id == one.entries[0].id
    assert one.entries[0].id.startswith("tag:testserver,")

"""The linked data of every kind, of every list and of the dump has the shapes that `shapes.ttl` promises."""

import json
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef

from tests.kinds import KINDS, NAMES
from tests.making import make

SHAPES = Path(__file__).with_name("shapes.ttl")
LD = '<script type="application/ld+json">'


def graph(text):
    return Graph().parse(data=text, format="json-ld")


def faults(found):
    holds, _, told = pyshacl.validate(found, shacl_graph=str(SHAPES), shacl_graph_format="turtle", inference="none")
    return "" if holds else told


def listed(client, kind):
    return graph(client.get(f"{kind.get_api_url()}?format=jsonld&page=all").content.decode())


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_record_and_every_list_has_its_shape(kind, client, series):
    make(kind)
    assert faults(listed(client, kind)) == ""
    page = client.get(kind.get_list_url()).content.decode()
    found = graph(page.partition(LD)[2].partition("</script>")[0])
    assert faults(found) == "" and len(found) > 8


def test_the_dump_has_its_shape(client, series):
    assert faults(graph(json.dumps(client.get("/api/v1/dump/").json()["dcat"]))) == ""


def test_a_second_name_is_noticed(client, series):
    found = listed(client, KINDS[0])
    one = next(found.subjects(URIRef("https://schema.org/identifier")))
    found.add((one, URIRef("https://schema.org/name"), Literal("Another")))
    assert "MaxCount" in faults(found)

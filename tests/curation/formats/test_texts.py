"""A text stays a text, a number a number and nothing nothing, whatever form carries them."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from datetime import datetime

import pytest
from openpyxl import load_workbook

from findings.gtr.text import plain
from findings.models import Finding, ImpactRecord
from seminars.models import Series, Theme
from tests.making import make

ATOM = "{http://www.w3.org/2005/Atom}"
SIGNS = "Where a<b and c>d & “e” hold; 'f' = \"g\" {h} \\i ~j $k% #l_m ^n"


def sheet(client, address):
    rows = load_workbook(io.BytesIO(client.get(address).content)).active.iter_rows()
    names, *records = rows
    return [{name.value: cell for name, cell in zip(names, cells, strict=True)} for cells in records]


def test_a_summary_is_text_in_a_feed(client, db):
    make(Theme, summary=SIGNS)
    entry = ElementTree.fromstring(client.get("/api/v1/themes/?format=atom").content).find(f"{ATOM}entry")
    summary = entry.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("text", SIGNS)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("income<median and trust>mean", "income<median and trust>mean"),
        ("a<b and c>d", "a<b and c>d"),
        ("x < y > z", "x < y > z"),
        ("the &lt;insert name&gt; board", "the <insert name> board"),
        ("p<0.05 and n>30", "p<0.05 and n>30"),
        ("<i>really</i> and <B>bold</B>", "really and bold"),
        ('<a href="https://example.org/" class=x>link</a>', "link"),
        ("one<br/>two<p>three</p>", "one\ntwo\nthree"),
        ("kept <!-- not this --> here", "kept here"),
        ("&amp;lt;p&amp;gt;escaped twice", "<p>escaped twice"),
    ],
)
def test_an_import_takes_out_tags_and_nothing_else(text, kept):
    assert plain(text) == kept


def test_numbers_and_dates_are_typed_in_a_workbook(client, db):
    make(Series, slug="s", value_gbp=17_500, start_date="2009-11-01")
    make(Finding, position=3, series=make(Series, slug="t"))
    row = next(each for each in sheet(client, "/api/v1/series/?format=xlsx") if each["slug"].value == "s")
    assert (row["value_gbp"].value, row["start_date"].value) == (17_500, datetime(2009, 11, 1))
    assert isinstance(row["published_at"].value, datetime)
    assert row["end_date"].value in (None, "")
    assert sheet(client, "/api/v1/findings/?format=xlsx")[0]["position"].value == 3


@pytest.mark.parametrize("text", ["=1+1", "+44 1234", "-5 degrees", "@home", "'quoted'", "#N/A", "1e3", "007"])
def test_a_text_in_a_workbook_is_the_text_without_a_visible_apostrophe(text, client, db):
    make(Theme, summary=text)
    cell = sheet(client, "/api/v1/themes/?format=xlsx")[0]["summary"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_csv_begins_with_the_name_of_its_first_column(client, db):
    make(Theme, slug="t", title="Ünïcode")
    content = client.get("/api/v1/themes/?format=csv").content
    assert not content.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    assert (row["kind"], row["title"]) == ("theme", "Ünïcode")


@pytest.mark.parametrize("text", ["none", '"none"', '"quoted"', "None", '"'])
def test_a_text_is_asked_for_by_the_value_that_its_facet_gives(text, client, db):
    make(ImpactRecord, slug="has", body=text)
    make(ImpactRecord, slug="empty")
    make(ImpactRecord, slug="other", body="Something else")
    options = client.get("/api/v1/impact-records/?facets=body").json()["facets"]["body"]
    found = {}
    for option in options:
        listed = client.get("/api/v1/impact-records/", {"body": option["value"]}).json()["results"]
        found[option["label"]] = [each["slug"] for each in listed]
    assert (found[text], found["Nothing recorded"]) == (["has"], ["empty"])


@pytest.mark.parametrize(("text", "written"), [('Said "A" and ("B")', "Said ``A'' and (``B'')"), ('"Q"', "``Q''")])
def test_straight_quotation_marks_are_those_of_latex(text, written, client, db):
    make(Theme, slug="t", title=text)
    assert written in client.get("/api/v1/themes/t/?format=bibtex").content.decode()

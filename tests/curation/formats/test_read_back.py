"""Single values of what a reader takes away, read back by programs that we did not write."""

import io
import json
import re
from datetime import UTC, datetime

import bibtexparser
import pytest
import rispy
from openpyxl import load_workbook
from pyld import jsonld

from collabfutures.curation.citations.bibtex import bibtex
from collabfutures.curation.citations.people import authors_of, read_authors
from findings.models import Finding
from seminars.models import Series, Source, Theme
from tests.making import make

LD = '<script type="application/ld+json">'


def test_a_list_is_a_dataset_whose_downloads_hold_what_the_list_holds(series, client):
    page = client.get("/findings/").content.decode()
    node = jsonld.expand(json.loads(page.partition(LD)[2].partition("</script>")[0]))[0]
    assert node["@type"] == ["https://schema.org/Dataset"]
    days = Series.objects.published().values_list("start_date", "end_date")
    assert node["https://schema.org/temporalCoverage"] == [{"@value": "/".join(days.get())}]
    found = node["https://schema.org/distribution"]
    assert {each["@type"][0] for each in found} == {"https://schema.org/DataDownload"}
    downloads = {
        each["https://schema.org/encodingFormat"][0]["@value"]: each["https://schema.org/contentUrl"][0]["@id"]
        for each in found
    }
    listed = client.get("/api/v1/findings/").json()["count"]
    csv = client.get(next(address for media, address in downloads.items() if media.startswith("text/csv")))
    assert csv.content.decode().count("\r\n") == listed + 1
    for media, address in downloads.items():
        assert client.get(address)["Content-Type"].partition(";")[0] == media.partition(";")[0], address


def test_a_citation_has_its_number_and_its_whole_date(series, client):
    asked = "/api/v1/impact-records/discursive-realignments/?format="
    (entry,) = bibtexparser.parse_string(client.get(f"{asked}bibtex").content.decode()).entries
    assert (entry["volume"], entry["number"], entry["year"]) == ("33", "2", "2013")
    make(Finding, slug="dated", published_at=datetime(2012, 3, 4, 12, tzinfo=UTC))
    (ris,) = rispy.loads(client.get("/api/v1/findings/dated/?format=ris").content.decode())
    assert (ris["year"], ris["date"]) == ("2012", "2012/03/04")


def test_the_head_of_a_workbook_stays_in_sight(db, client):
    make(Theme)
    sheet = load_workbook(io.BytesIO(client.get("/api/v1/themes/?format=xlsx").content)).active
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ('"', {"literal": '"'}),
        ('""', {"literal": '""'}),
        ('"Smith, Jones and Sons"', {"literal": "Smith, Jones and Sons"}),
        ('"Half, open', {"family": '"Half', "given": "open"}),
    ],
)
def test_a_name_is_an_organisation_between_two_quotation_marks_only(line, read):
    assert authors_of(line) == [read]


def test_what_a_citation_lacks_is_left_out_and_a_backslash_is_no_command(db, client):
    make(Source, slug="bare", document="A file", title=r"Back\slash")
    (entry,) = bibtexparser.parse_string(client.get("/api/v1/sources/bare/?format=bibtex").content.decode()).entries
    assert {field.key for field in entry.fields} <= {"title", "howpublished", "abstract", "note", "url", "author"}
    assert entry["title"].strip("{}") == r"Back\textbackslash slash"
    page = client.get("/sources/bare/").content.decode()
    assert re.search(r"A file\.?\s*</p>|A file\.?\s*<", page)
    assert "XX" not in page


def test_pairs_of_full_names_are_persons():
    assert read_authors("Sample, Jo, Other, Kim") == "Sample, Jo\nOther, Kim"
    assert bibtex({"type": "report", "title": "R", "id": "r", "publisher": "The Press"}).count("institution") == 1


def test_json_ld_says_when_an_entry_was_published_and_names_lists_and_pages(series, client):
    def node(address):
        text = client.get(address).content.decode().partition(LD)[2].partition("</script>")[0]
        return jsonld.expand(json.loads(text))[0]

    record = node("/findings/several-discourses/")
    assert record["https://schema.org/sdDatePublished"][0]["@value"]
    assert record["https://schema.org/sdDatePublished"][0]["@type"] == "https://schema.org/Date"
    assert node("/findings/")["https://schema.org/url"][0]["@id"] == "http://testserver/findings/"
    assert node("/about/")["https://schema.org/name"][0]["@value"].startswith("About")

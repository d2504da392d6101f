"""A file that is brought has the ending of what it is, and a bounded size."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from findings import gtr_pages
from seminars.models import Theme
from tests.curation.sheets.test_sheets import bring

SHEET = b"slug,title\nendings,Endings\n"


# ASVS V5.2.2
@pytest.mark.parametrize("name", ["sheet.exe", "sheet.html", "sheet", "sheet.csv.php"])
def test_a_file_of_another_ending_is_refused_before_it_is_read(name, admin, db):
    page = bring(admin, Theme, SHEET, name=name).content.decode()
    assert "is not allowed. Allowed extensions are: csv, tsv, txt, xlsx." in page
    assert "1 new" in bring(admin, Theme, SHEET, name="sheet.csv").content.decode()


def test_an_award_is_brought_as_xml_json_or_csv(admin, db):
    file = SimpleUploadedFile("award.exe", b"<project/>")
    page = admin.post("/admin/findings/finding/gtr/", {"files": [file]}).content.decode()
    assert "Allowed extensions are: xml, json, csv." in page


def test_a_file_that_is_too_large_is_refused_rather_than_cut(monkeypatch):
    monkeypatch.setattr(gtr_pages, "MOST_BYTES", 1_000_000)
    gtr_pages.of_bounded_size(SimpleUploadedFile("a.xml", b"x" * 1_000_000))
    with pytest.raises(ValidationError, match=r"a\.xml is larger than 1 MB\."):
        gtr_pages.of_bounded_size(SimpleUploadedFile("a.xml", b"x" * 1_000_001))

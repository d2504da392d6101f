"""Every stated limit at its boundary, in figures: the last value that is allowed and the first that is not."""

import pytest

from collabfutures.curation.citations.people import read_authors
from collabfutures.curation.formats.sheets import MOST_IN_A_CELL, XlsxRenderer
from findings.models import Finding
from seminars.models import Theme
from tests.curation.formats.test_texts import sheet
from tests.making import make


def asked(client, address):
    return client.get(address).status_code


def test_eight_titles_are_suggested_of_nine(client, db):
    for number in range(9):
        make(Theme, title=f"Trust {number}")
    assert len(client.get("/search/suggest/?q=trust").json()["suggestions"]) == 8


@pytest.mark.parametrize("path", ["/api/v1/findings/", "/findings/"])
def test_fifty_values_of_a_filter_are_answered_and_fifty_one_are_not(path, client, db):
    for number in range(51):
        make(Theme, slug=f"t-{number}")
    fifty = "&".join(f"theme=t-{number}" for number in range(50))
    assert asked(client, f"{path}?{fifty}") == 200
    refused = client.get(f"{path}?{fifty}&theme=t-50")
    assert (refused.status_code, "51 times; at most 50 allowed" in refused.content.decode()) == (400, True)


def test_ten_values_of_all_are_answered_and_eleven_are_not(client, db):
    for number in range(11):
        make(Theme, slug=f"t-{number}")
    ten = "&".join(f"theme__all=t-{number}" for number in range(10))
    assert asked(client, f"/api/v1/findings/?{ten}") == 200
    assert asked(client, f"/api/v1/findings/?{ten}&theme__all=t-10") == 400


def test_a_query_of_2000_bytes_is_read_and_one_of_2001_is_not(client, db):
    query = "q=trust&words=as-typed"
    for most, path in ((2_000, "/api/v1/themes/"), (6_000, "/themes/")):
        padding = "&utm=" + "x" * (most - len(query) - 5)
        assert asked(client, f"{path}?{query}{padding}") in (200, 400)
        assert asked(client, f"{path}?{query}{padding}x") == 414


@pytest.mark.parametrize(("size", "status"), [(10, 200), (50, 200), (100, 200), (9, 400), (101, 400), (200, 400)])
def test_a_page_holds_10_25_50_or_100_records(size, status, client, db):
    make(Theme)
    assert asked(client, f"/api/v1/themes/?page_size={size}") == status
    assert asked(client, f"/themes/?page_size={size}") == status


def test_500_parameters_are_counted(client, db):
    for number, status in ((500, 200), (501, 400)):
        assert asked(client, "/findings/?" + "&".join(f"x{each}=1" for each in range(number))) == status


def test_a_cell_is_cut_with_a_mark_and_a_full_one_is_whole(client, db):
    assert (MOST_IN_A_CELL, XlsxRenderer.format) == (32_767, "xlsx")
    make(Finding, slug="full", detail="x" * 32_767)
    make(Finding, slug="over", detail="x" * 32_768)
    cells = {row["slug"].value: row["detail"].value for row in sheet(client, "/api/v1/findings/?format=xlsx")}
    assert cells["full"] == "x" * 32_767
    assert (len(cells["over"]), cells["over"][-2:]) == (32_767, " …")


def test_an_author_is_told_from_a_note_of_any_length():
    assert read_authors("Sample A" + " (note)" * 200) == "Sample, A"

"""A date is kept as far as it is known: no form, sheet, filter, page or format makes up a day or a month."""

import io
import re
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from collabfutures.curation.dates import ends_before, in_words, partial
from collabfutures.curation.publication import State
from collabfutures.curation.sheets.reading import rows_of
from seminars.models import Seminar, Series
from tests.making import make
from tests.sent_form import sent_form


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("2020", "2020", "2020"),
        (" 2020-11 ", "2020-11", "November 2020"),
        ("2020-2-9", "2020-02-09", "9 February 2020"),
        ("11/2020", "2020-11", "November 2020"),
        ("Nov 2020", "2020-11", "November 2020"),
        ("01/11/2020", "2020-11-01", "1 November 2020"),
        ("1 November 2020", "2020-11-01", "1 November 2020"),
        ("29/02/2020", "2020-02-29", "29 February 2020"),
    ],
)
def test_a_date_is_typed_as_people_do_and_kept_as_far_as_it_is_known(typed, kept, shown):
    assert (partial(typed), in_words(kept)) == (kept, shown)


@pytest.mark.parametrize("typed", ["20", "2020-13", "2021-02-29", "0000", "soon", "2020-11-01 to 2020-11-02", "٢٠٢٠/x"])
def test_what_is_no_date_is_refused_with_what_would_be_one(typed):
    with pytest.raises(ValidationError, match="such as 2009, 2009-11 or 2009-11-01"):
        partial(typed)


@pytest.mark.parametrize(
    ("start", "end", "is_wrong"),
    [
        ("2010-05", "2010", False),
        ("2010", "2010-05-01", False),
        ("2010", "2010", False),
        ("2010-05-02", "2010-05-01", True),
        ("2010-05", "2010-04-30", True),
        ("2010", "2009", True),
        (None, "2009", False),
    ],
)
def test_only_what_is_known_of_both_dates_can_be_the_wrong_way_round(start, end, is_wrong, db):
    assert ends_before(start, end) is is_wrong
    try:
        with transaction.atomic():
            make(Series, start_date=start, end_date=end)
    except IntegrityError:
        assert is_wrong, "the database refuses what the form takes"
    else:
        assert not is_wrong, "the database takes what the form refuses"


def test_a_year_typed_into_the_form_is_a_year_everywhere(admin, client, db):
    series = make(Series, State.DRAFT, title="River talks", no_source_reason="A test.")
    address = reverse("admin:seminars_series_change", args=[series.pk])
    sent = sent_form(admin.get(address)) | {"start_date": "2019", "end_date": "May 2020"}
    assert admin.post(address, sent | {"_save": "Save"}).status_code == 302
    Series.objects.update(state=State.PUBLISHED, published_at="2026-01-01T00:00Z")
    page = client.get(f"/series/{series.slug}/").content.decode()
    assert re.search(r">\s*2019\s*<", page) and re.search(r">\s*May 2020\s*<", page)
    assert '"foundingDate": "2019"' in page and '"dissolutionDate": "2020-05"' in page
    found = client.get("/api/v1/series/?start_year=2019").json()
    assert [(each["start_date"], each["end_date"]) for each in found["results"]] == [("2019", "2020-05")]
    assert client.get("/api/v1/series/?start_year=2018").json()["count"] == 0
    assert "2019 to 2020" in client.get("/series/").content.decode()


def test_a_wrong_date_stays_in_the_form_and_is_named(admin, db):
    series = make(Series, State.DRAFT, no_source_reason="A test.")
    address = reverse("admin:seminars_series_change", args=[series.pk])
    sent = sent_form(admin.get(address)) | {"start_date": "2019-13", "_save": "Save"}
    page = admin.post(address, sent).content.decode()
    assert "“2019-13” is no date" in page and 'value="2019-13"' in page


def test_a_year_is_known_to_be_in_the_order_of_time_and_in_the_award_of_a_finding(client, db):
    series = make(Series, award_reference="ES/X/1", start_date="2010", end_date="2011-04")
    known = ("2011-05-02", "2010", "2011-05", "2011")
    dates = [make(Seminar, series=series, date=day, date_state="present").date for day in known]
    found = client.get("/api/v1/seminars/?sort=date").json()["results"]
    assert [each["date"] for each in found] == sorted(dates)
    assert {each["provenance"][0] for each in found if each.get("provenance")} <= {"ES/X/1, 2010–2011"}
    assert client.get("/api/v1/seminars/?year=2011").json()["count"] == 3


def test_a_workbook_has_days_as_dates_and_parts_of_them_as_texts(client, db):
    make(Series, slug="s", start_date="2009", end_date="2009-11-30")
    book = load_workbook(io.BytesIO(b"".join(client.get("/api/v1/series/?format=xlsx"))))
    rows = list(book.worksheets[0].values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["start_date"], row["end_date"]) == ("2009", datetime(2009, 11, 30))


@pytest.mark.parametrize(
    ("shown_as", "read"),
    [
        ("mmm-yy", "2009-11"),
        ("yyyy", "2009"),
        ("dd/mm/yyyy", "2009-11-01"),
        ("yyyy-mm-dd", "2009-11-01"),
        ("[Red]mmm yyyy", "2009-11"),
        ('"dated "yyyy', "2009"),
        ('yyyy" AD"', "2009"),
        ("[$-40D]mmm yyyy", "2009-11"),
        ('"Term" yyyy', "2009"),
        ("yyyy\\d", "2009"),
        ("mmm;@", "2009-11"),
    ],
)
def test_of_a_date_in_a_workbook_no_more_is_taken_than_its_cell_shows(shown_as, read):
    book, out = Workbook(), io.BytesIO()
    book.active.append(["slug", "start_date"])
    book.active.append(["s", datetime(2009, 11, 1)])
    book.active["B2"].number_format = shown_as
    book.save(out)
    assert rows_of(out.getvalue()) == [["slug", "start_date"], ["s", read]]

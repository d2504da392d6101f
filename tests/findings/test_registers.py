"""Every record rests on something public, and a register of statements shows their words and what rests on each."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from collabfutures.curation.models import kinds
from collabfutures.curation.support import lacking
from findings.models import Finding
from seminars.models import Series, Source
from tests.making import make
from tests.said import text


def test_every_public_record_of_the_built_in_series_rests_on_something_public(series):
    for kind in kinds():
        for record in kind.objects.published():
            assert lacking(record) == [], record


# 8. The source's own words, and a register for each award


def test_every_statement_shows_its_words_and_everything_that_rests_on_it(series, client):
    statements = Source.objects.exclude(statement="")
    assert statements.count() == 71
    assert not statements.filter(quotation="").exists()
    page = text(client, "/sources/s39/")
    assert "However, this is hampered by barriers such as communication" in page
    assert "Open Government Licence v3.0" in page
    whole = text(client, "/series/collaborative-futures/statements/")
    assert "71 of 71 statements have a home" in whole
    assert (
        whole.index(">S2<") < whole.index(">S10<") if ">S2<" in whole else whole.index(">S02<") < whole.index(">S10<")
    )


def test_a_second_register_with_other_numbers_stands_beside_the_first(series, client):
    other = make(Series, slug="other", award_reference="ES/Y000000/1")
    for number in ("3.2", "3.10", "3.1"):
        make(Source, slug=f"other-{number.replace('.', '-')}", series=other, statement=number)
    # The same number may stand in two registers, once in each.
    make(Source, slug="other-s01", series=other, statement="S01")
    make(Finding, slug="carried", series=other).sources.add(Source.objects.get(slug="other-3-2"))
    answer = client.get("/api/v1/series/other/statements/").json()
    assert [each["statement"] for each in answer["statements"]] == ["3.1", "3.2", "3.10", "S01"]
    assert (answer["count"], answer["covered"]) == (4, 1)
    assert [home["slug"] for home in answer["statements"][1]["homes"]] == ["carried"]
    assert client.get("/api/v1/series/collaborative-futures/statements/").json()["covered"] == 71
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"No record carries 3.1, 3.10, S01\."):
        call_command("source_coverage", stdout=out)
    assert "71 of 71" in out.getvalue()
    call_command("source_coverage", "collaborative-futures", stdout=io.StringIO())


def test_a_register_takes_any_pattern_of_numbers(db, client):
    award = make(Series, slug="odd")
    for number in ("²", "B-3", "٣", "A", "10", "2"):
        make(Source, series=award, statement=number)
    answer = client.get("/api/v1/series/odd/statements/").json()
    assert [each["statement"] for each in answer["statements"]][:3] == ["2", "٣", "10"]
    assert answer["count"] == 6


def test_a_quotation_goes_with_its_licence(db):
    source = make(Source)
    source.quotation = "Word for word."
    with pytest.raises(ValidationError, match="goes with its licence"):
        source.full_clean()

"""What a question means: words, phrases, -words, identifiers; what is too much or too little is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from collabfutures.curation.search.question import read
from findings.models import Finding, ImpactRecord
from seminars.models import Series, Source, Theme
from tests.making import make


def found(kind, **query):
    return [each["slug"] for each in Client().get(f"/api/v1/{kind}/", query).json()["results"]]


def words(text):
    question = read(text)
    return [str(each) for each in question.wanted], [str(each) for each in question.unwanted]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("trust power", (["trust", "power"], [])),
        ('"third sector" trust', (["third sector", "trust"], [])),
        ("“third sector”", (["third sector"], [])),
        ("trust -power", (["trust"], ["power"])),
        ('trust -"third sector"', (["trust"], ["third sector"])),
        ("the trust of the board", (["trust", "board"], [])),
        ("WHO", (["who"], [])),
        ("IT", (["it"], [])),
        ('"the"', (["the"], [])),
        ("10.1000/sample.2011", (["10 1000 sample 2011"], [])),
        ("co-operation", (["co operation"], [])),
        ('lone " mark', (["lone", "mark"], [])),
        ("trust trust", (["trust"], [])),
        ("- trust", (["trust"], [])),
    ],
)
def test_a_question_is_read_as_it_is_meant(text, meant):
    assert words(text) == meant


@pytest.mark.parametrize("text", ["x" * 201, " ".join(f"w{n}" for n in range(11)), "!?", "-trust", '""', "\u200b"])
def test_too_much_and_nothing_are_refused(text):
    with pytest.raises(ValidationError):
        read(text)


@pytest.mark.parametrize("text", ["x" * 200, " ".join(f"w{n}" for n in range(10)), "the " * 40 + "trust"])
def test_the_limits_themselves_are_allowed(text):
    assert read(text).wanted


def test_a_phrase_is_found_only_where_its_words_stand_side_by_side(db):
    make(Theme, slug="apart", title="A third of the voluntary sector")
    make(Theme, slug="across", title="A third", summary="Sector of its own")
    make(Theme, slug="together", title="The third sectors")
    assert found("themes", q='"third sector"', words="as-typed") == ["together"]


def test_a_phrase_and_a_word_left_out_are_not_widened_to_other_names(client, db):
    make(Theme, title="Trust", alternative_names="Reliance")
    assert client.get("/search/?q=trust").context["also"] == ["Reliance"]
    for asked in ('"trust"', "“trust”", "trust -power"):
        assert client.get("/search/", {"q": asked}).context["also"] == [], asked


def test_exact_words_stand_before_their_other_forms(db):
    make(Theme, slug="a-stem", title="Trusting others in trusted trusts")
    make(Theme, slug="b-exact", title="Partners", summary="trust")
    assert found("themes", q="trust") == ["b-exact", "a-stem"]


@pytest.mark.parametrize("name", ["WHO", "IT"])
def test_a_name_that_is_a_common_word_is_found(name, db):
    make(Theme, slug="named", title=f"{name} rules")
    make(Theme, slug="other", title="Something else")
    assert found("themes", q=name) == ["named"]


def test_identifiers_are_found_in_whatever_form_they_are_typed(db):
    make(ImpactRecord, slug="p", doi="10.1000/Sample.2011", outcome_id="5f-ab12")
    make(Series, slug="s", award_reference="ES/H000933/1")
    make(Source, slug="d", document="D", doi="10.1000/xyz")
    make(Finding, slug="f", outcome_id="key-77")
    assert found("impact-records", q="10.1000/sample.2011") == ["p"]
    assert found("impact-records", q="5f-ab12") == ["p"]
    assert found("series", q="es/h000933/1") == ["s"]
    assert found("sources", q="10.1000/xyz") == ["d"]
    assert found("findings", q="key-77") == ["f"]
    assert found("impact-records", doi="https://doi.org/10.1000/SAMPLE.2011") == ["p"]
    assert found("series", award=" es/h000933/1") == ["s"]
    assert found("findings", outcome_id="key-77") == ["f"]


SPELT = [("trsut", "trust"), ("goverment", "government"), ("leadrship", "leadership")]


@pytest.mark.parametrize(("typed", "meant"), SPELT)
def test_a_misspelt_word_is_helped(typed, meant, client, db):
    for title in ("Trust", "Government", "Leadership"):
        make(Theme, title=title)
    for address in ("/search/", "/themes/"):
        page = client.get(address, {"q": typed}).content.decode()
        assert "Did you mean" in page
        assert f">{meant}</a>" in page


def test_no_help_is_made_up_for_a_word_that_is_like_nothing(client, db):
    make(Theme, title="Trust")
    assert "Did you mean" not in client.get("/search/?q=zzzzqqqq").content.decode()

"""Search finds words in other forms, without accents, in every kind, and survives whatever is typed."""

import pytest
from django.core.exceptions import ValidationError

from findings.models import Barrier, Finding
from seminars.models import Sector, Theme
from tests.making import make


def found(text):
    return list(
        Finding.objects.published().matching(text).order_by("-search_rank", "pk").values_list("slug", flat=True)
    )


def test_a_word_finds_its_other_forms(db):
    make(Finding, slug="one", title="A collaboration")
    assert found("collaborations") == ["one"]
    assert found("COLLABORATION") == ["one"]


def test_accents_do_not_matter(db):
    make(Finding, slug="one", title="A café in Montréal")
    assert found("cafe montreal") == ["one"]
    assert found("café") == ["one"]


def test_all_words_must_be_found_wherever_they_stand(db):
    make(Finding, slug="one", title="Trust", summary="between partners", detail="Power as well.")
    make(Finding, slug="two", title="Trust")
    assert found("partners trust power") == ["one"]


def test_a_word_in_the_title_counts_for_more_than_one_in_the_body(db):
    make(Finding, slug="body", title="Something else", detail="It speaks of trust.")
    make(Finding, slug="title", title="Trust")
    assert found("trust") == ["title", "body"]


def test_a_search_composes_with_filters(db):
    sector = make(Sector, slug="public")
    make(Finding, slug="one", title="Trust").sectors.add(sector)
    make(Finding, slug="two", title="Trust")
    assert list(Finding.objects.matching("trust").filter(sectors=sector).values_list("slug", flat=True)) == ["one"]


def test_a_renamed_record_is_found_by_its_new_name_only(db):
    finding = make(Finding, slug="one", title="Oldname")
    Finding.objects.filter(pk=finding.pk).update(title="Newname")
    assert (found("oldname"), found("newname")) == ([], ["one"])


@pytest.mark.parametrize("text", ['"', "*", "' OR 1=1 --", "a AND", "NEAR(", "title:", "(", "&|!", "😀", "-", "^"])
def test_operators_are_read_as_words_or_refused_with_a_sentence(text, client, db):
    make(Finding)
    for address in ("/search/", "/findings/", "/api/v1/findings/"):
        assert client.get(address, {"q": text}).status_code in (200, 400)


@pytest.mark.parametrize("text", ["x" * 201, " ".join(f"w{number}" for number in range(11)), "!?", "-trust"])
def test_too_much_or_nothing_to_search_for_is_refused(text, client, db):
    with pytest.raises(ValidationError):
        found(text)
    assert client.get("/search/", {"q": text}).status_code == 400
    answer = client.get("/api/v1/findings/", {"q": text})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "q"


def test_the_search_page_groups_every_kind_with_its_number(db, client):
    for _ in range(12):
        make(Finding, title="Trust")
    make(Theme, title="Trust")
    make(Barrier, title="Lack of trust")
    groups = client.get("/search/?q=trust").context["groups"]
    assert {group["model"]._meta.label_lower: (group["count"], len(group["hits"])) for group in groups} == {
        "findings.finding": (12, 10),
        "seminars.theme": (1, 1),
        "findings.barrier": (1, 1),
    }


def test_nothing_found_says_so(db, client):
    assert "Nothing holds all of these words" in client.get("/search/?q=xylophone").content.decode()

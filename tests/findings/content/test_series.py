"""The built-in series: every statement has a home, repeating is safe, a curator's edit stays."""

import io

import pytest
from django.core.management import CommandError, call_command

from collabfutures.curation.models import kinds
from findings.models import Finding, ImpactRecord
from seminars.models import ApplicationArea, Discourse, Series, Source, SourcedRecord, Theme
from seminars.vocabulary import APPLICATION_AREAS


def run(command, *args, **options):
    out = io.StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


def test_every_statement_has_a_home(series):
    assert run("source_coverage").splitlines()[-1] == "71 of 71"


def test_a_statement_without_a_home_is_named_and_fails(series):
    Finding.objects.get(slug="six-barriers-to-learning").withdraw("A test.")
    for model in kinds():
        if issubclass(model, SourcedRecord):
            for record in model.objects.filter(sources__slug="s40"):
                record.sources.remove(Source.objects.get(slug="s40"))
    with pytest.raises(CommandError, match="No record carries S40"):
        run("source_coverage")


def test_loading_twice_changes_nothing(series):
    before = {model: list(model.objects.values()) for model in kinds()}
    assert run("load_series") == f"0 created, 0 updated, {sum(map(len, before.values()))} unchanged, 0 left alone.\n"
    assert {model: list(model.objects.values()) for model in kinds()} == before


def test_an_edit_of_a_curator_is_left_alone_and_reported(series):
    finding = Finding.objects.get(slug="several-discourses")
    finding.title = "A curator's title"
    finding.save()
    said = run("load_series")
    assert "left alone: finding “several-discourses”: a curator has edited it; differs in title" in said
    assert said.endswith("1 left alone.\n")
    assert Finding.objects.get(slug="several-discourses").title == "A curator's title"


def test_an_edited_relation_is_left_alone_too(series):
    finding = Finding.objects.get(slug="several-discourses")
    finding.discourses.remove(Discourse.objects.get(slug="efficiency"))
    assert "differs in discourses" in run("load_series")
    assert finding.discourses.count() == 3


def test_a_withdrawn_record_stays_withdrawn(series):
    Finding.objects.get(slug="several-discourses").withdraw("A test.")
    run("load_series")
    assert not Finding.objects.get(slug="several-discourses").is_public


def test_every_entry_is_published_and_rests_on_a_source(series):
    for model in kinds():
        assert not model.objects.exclude(state="published").exists()
        if issubclass(model, SourcedRecord):
            assert not model.objects.filter(sources=None).exists(), model


def test_leadership_is_one_theme_with_five_roles(series):
    assert Theme.objects.filter(title__icontains="leadership").count() == 1
    roles = Theme.objects.get(slug="leadership").roles.values_list("slug", flat=True)
    assert set(roles) == {
        "cross-sector-issue",
        "shared-learning-subject",
        "seminar-theme",
        "management-domain",
        "future-research-theme",
    }


def test_no_finding_claims_a_consensus_that_the_source_does_not(series):
    """S09 says it of the key findings, and of nothing else in the record."""
    said = Finding.objects.filter(sources__statement="S09").values_list("slug", flat=True)
    assert set(Finding.objects.filter(consensus="not-claimed").values_list("slug", flat=True)) == set(said)
    assert Finding.objects.exclude(slug__in=said).values_list("consensus", flat=True).distinct().get() == "not-stated"
    assert Finding(title="New").consensus == "not-stated"


def test_claim_and_assessment_stand_side_by_side(series):
    christie = ImpactRecord.objects.get(slug="christie-commission")
    assert "helped to inform" in christie.claim
    assert (christie.assessment, christie.corroboration) == ("not-possible", "none-found")


def test_what_the_source_leaves_blank_has_a_state_of_its_own(series, client):
    article = client.get("/api/v1/impact-records/same-difference/").json()
    assert (article["primary_audience"], article["primary_audience_state"]) == (None, "blank-in-source")
    assert article["years"] == [2010]
    assert "Blank in the source" in client.get("/impact/same-difference/").content.decode()
    award = Series.objects.get()
    assert (award.abstract, award.abstract_state) == ("", "not-available")


def test_the_award_names_five_of_the_22_application_areas(series):
    assert set(ApplicationArea.objects.values_list("title", flat=True)) == set(APPLICATION_AREAS)
    named = ApplicationArea.objects.filter(sources__statement="S64").values_list("title", flat=True)
    assert set(named) == {
        "Communities and Social Services/Policy",
        "Education",
        "Environment",
        "Government, Democracy and Justice",
        "Healthcare",
    }


def test_a_statement_names_kind_and_address_of_its_homes(series):
    assert "S63  research-question:learning-between-sectors" in run("source_coverage")


def test_no_sentence_of_the_source_is_repeated(series, gtr):
    """Facts carry over, sentences only as quotations: no eight words in a row of ours stand so in the record."""
    record = (gtr.parent / "source" / "gtr-ES-H000933-1.txt").read_text(encoding="utf-8").lower().split()
    runs = {" ".join(record[start : start + 8]) for start in range(len(record) - 7)}
    commission = "the christie commission on the future of public services"
    names = Series.objects.get().title.lower(), commission
    for model in kinds():
        for row in model.objects.values():
            row.pop("quotation", None)
            for text in row.values():
                words = text.lower().split() if isinstance(text, str) else []
                for start in range(len(words) - 7):
                    piece = " ".join(words[start : start + 8])
                    assert piece not in runs or any(piece in name for name in names), f"{row['slug']}: {piece}"


def test_a_key_that_an_earlier_import_holds_stays_with_it(series):
    curated = Finding.objects.get(slug="several-discourses")
    key = curated.outcome_id
    # As it stood before the built-in findings had keys.
    del curated.loaded["values"]["outcome_id"]
    Finding.objects.filter(pk=curated.pk).update(outcome_id=None, loaded=curated.loaded)
    Finding.objects.create(slug="imported", title="As imported", series=curated.series, outcome_id=key)
    call_command("load_series", stdout=io.StringIO())
    assert Finding.objects.get(outcome_id=key).slug == "imported"
    assert Finding.objects.get(slug="several-discourses").outcome_id is None

"""What an import keeps of a record, and what it names as left out: never silently less."""

import json

import pytest

from collabfutures.curation.loading.written import Outcome
from findings.gtr.people import redact_people
from findings.gtr.text import is_garbled, plain
from findings.models import Finding, ImpactRecord
from seminars.models import Series
from tests.findings.gtr.test_import_gtr import run
from tests.gtr_files import api1

TOPICS = """<gtr:potentialImpactText>Councils may benefit.</gtr:potentialImpactText>
<gtr:technicalSummary>N/A</gtr:technicalSummary>
<gtr:researchTopics><gtr:researchTopic><gtr:text>Governance</gtr:text></gtr:researchTopic>
<gtr:researchTopic><gtr:text>Unclassified</gtr:text></gtr:researchTopic></gtr:researchTopics>"""
PARTNERS = """<gtr:organisationRoles><gtr:organisationRole>
<gtr:name>University of Nowhere</gtr:name></gtr:organisationRole>
<gtr:organisationRole><gtr:name>Leeds City Council</gtr:name></gtr:organisationRole></gtr:organisationRoles>
<gtr:collaborations><gtr:collaborator><gtr:name>Leeds City Council</gtr:name></gtr:collaborator>
<gtr:collaborator><gtr:name>A Trust</gtr:name></gtr:collaborator></gtr:collaborations>"""
FUNDING = """<gtr:furtherFundingOutput><gtr:outcomeId>money</gtr:outcomeId><gtr:description>A grant</gtr:description>
<gtr:amountPounds>60000</gtr:amountPounds><gtr:currCode>AUD</gtr:currCode><gtr:sector>public</gtr:sector>
</gtr:furtherFundingOutput>"""


@pytest.fixture
def imported(tmp_path, db):
    text = api1().replace("<gtr:project>", f"{PARTNERS}<gtr:project>{TOPICS}", 1)
    path = tmp_path / "record.xml"
    path.write_text(text.replace("<gtr:output>", f"<gtr:output>{FUNDING}", 1), encoding="utf-8")
    return run(path)


def test_partners_topics_and_hopes_of_an_award_are_kept(imported, client):
    series = Series.objects.get()
    assert series.partner_organisations == "Leeds City Council\nA Trust"
    assert (series.potential_impact, series.technical_summary) == ("Councils may benefit.", "")
    assert [topic.pk for topic in series.research_topics.all()] == ["Governance"]
    series.publish(together=True)
    found = client.get("/api/v1/series/?topic=Governance&facets=topic").json()
    assert (found["count"], found["results"][0]["research_topics"]) == (1, ["Governance"])
    assert [option["count"] for option in found["facets"]["topic"] if option["value"] == "Governance"] == [1]
    assert client.get("/api/v1/series/?topic=none").json()["count"] == 0


def test_an_amount_of_further_funding_is_kept_in_pounds(imported):
    record = ImpactRecord.objects.get(outcome_id="money")
    assert (record.amount, record.currency, record.form) == (60000, "GBP", "Public")


def v7_projects(*references, **about):
    """A page of a v7 list of projects."""
    projects = [
        {"id": f"GUID-{each[9]}", "title": each, "identifiers": {"identifier": [{"value": each, "type": "RCUK"}]}}
        for each in references
    ]
    return json.dumps({"page": 1, "totalPages": 1, "project": projects, **about})


def v7_findings(*projects):
    """A v7 list of key findings, one of each project."""
    return json.dumps(
        {
            "keyFinding": [
                {
                    "links": {"link": [{"rel": "PROJECT", "href": f"http://x/projects/{each}"}]},
                    "outcomeid": f"key-{each}",
                    "description": "Found.",
                }
                for each in projects
            ]
        }
    )


def test_outcomes_apart_from_their_awards_are_joined_to_them_whatever_file_comes_first(tmp_path, db):
    (tmp_path / "a-findings.json").write_text(v7_findings("GUID-1", "GUID-elsewhere"))
    (tmp_path / "b-projects.json").write_text(v7_projects("ES/X000001/1", "ES/X000002/1", persons=[{"id": "1"}]))
    said = run(tmp_path)
    assert Series.objects.count() == 2
    assert Finding.objects.get().series.award_reference == "ES/X000001/1"
    assert "left out: 1 outcomes of award GUID-elsewhere, which has not been imported" in said
    assert "1 outcomes left out: their awards have not been imported" in said
    assert "2 files, 0 errors." in said
    assert "0 created, 0 changed" in run(tmp_path)


def test_what_no_record_is_made_of_is_named(tmp_path, db):
    path = tmp_path / "page.json"
    path.write_text(v7_projects("ES/X000001/1", "ES/X000002/1", totalPages=3, organisation=[{"id": "1"}]))
    said = run(path)
    assert "left out: “organisation”" in said
    assert "left out: this is page 1 of 3" in said


SHEET = """FundingOrgName,ProjectReference,LeadROName,Department,PISurname,PIFirstName,Title,StartDate,EndDate,\
AwardPounds,Region,Status,ProjectId
ESRC,ES/X000001/1,Example University,School,Quillfeather,Aurelia,An award,01/11/2009,30/04/2011,14668,\
Yorkshire and the Humber,Closed,GUID-1
,,,,,,,,,,,,
"""


def test_the_sheet_of_the_website_is_read_and_no_other_sheet(tmp_path, db):
    (tmp_path / "projectsearch.CSV").write_text(SHEET, encoding="utf-8-sig")
    (tmp_path / "MANIFEST.csv").write_text("file,title\na.xml,A\n")
    said = run(tmp_path)
    series = Series.objects.get()
    assert (series.award_reference, series.value_gbp, str(series.end_date)) == ("ES/X000001/1", 14668, "2011-04-30")
    assert series.region == "Yorkshire and The Humber"
    assert "1 files, 0 errors." in said
    assert "left out: 1 rows without an id and a reference" in said


@pytest.mark.parametrize(
    "name", ["Aurelia Quillfeather", "Quillfeather A", "A. Quillfeather", "Quillfeather, A.B.", "Dr Quillfeather"]
)
def test_a_name_is_taken_out_in_whatever_form_it_stands(name):
    tree = {"person": {"firstName": "Aurelia", "surname": "Quillfeather"}, "text": f"By {name} and others."}
    assert redact_people(tree) == {"text": "By [name removed] and others."}


def test_a_surname_that_is_a_word_stays_a_word():
    tree = {"person": {"firstName": "Rob", "surname": "May"}, "text": "Councils may differ. May Aunt be told?"}
    assert redact_people(tree)["text"] == tree["text"]


def test_a_text_decoded_wrongly_is_repaired_where_that_is_certain():
    assert plain("It doesnâ€™t cost Â£5") == "It doesn’t cost £5"
    assert is_garbled("Caf\ufffd")
    assert not is_garbled("? A bullet that was lost")


def test_a_record_that_is_or_was_public_is_left_as_it_is(tmp_path, db):
    path = tmp_path / "record.xml"
    path.write_text(api1(), encoding="utf-8")
    run(path)
    series, record = Series.objects.get(), ImpactRecord.objects.get(outcome_id="shared-talk")
    series.publish(together=True)
    record.publish(together=True)
    path.write_text(api1().replace("Closed", "Active"), encoding="utf-8")
    other = tmp_path / "other.xml"
    other.write_text(api1("ES/X000009/1"), encoding="utf-8")
    said = run(tmp_path)
    assert f"differs, left alone: series “{series.slug}” in award_status" in said
    assert f"differs, left alone: impact record “{record.slug}” in series, sources" in said
    series.refresh_from_db()
    assert series.award_status == "Closed"
    assert record.series.get() == series


def test_an_address_that_another_record_has_is_named(tmp_path, db):
    Series.objects.create(slug="es-x000001-1", title="Ours")
    path = tmp_path / "record.xml"
    path.write_text(api1(), encoding="utf-8")
    with pytest.raises(Exception, match="1 of 1 files could not be imported"):
        run(path)
    assert not Finding.objects.exists()


def test_an_import_takes_at_most_three_queries_for_two_records(tmp_path, django_assert_max_num_queries, db):
    outcomes = "".join(
        f"<gtr:disseminationOutput><gtr:description>Talk {number}</gtr:description><gtr:year>2010</gtr:year>"
        f"<gtr:outcomeId>talk-{number}</gtr:outcomeId></gtr:disseminationOutput>"
        for number in range(20)
    )
    path = tmp_path / "record.xml"
    path.write_text(api1().replace("<gtr:disseminationOutputs>", f"<gtr:disseminationOutputs>{outcomes}"))
    # 25 records: a source, a series, a finding, 22 outcomes.
    # And one for the run: what was deleted at the desk.
    with django_assert_max_num_queries(25 * 3 // 2 + 1):
        assert "25 created" in run(path)
    with django_assert_max_num_queries(25 * 3 // 2):
        assert f"25 {Outcome.UNCHANGED}" in run(path)

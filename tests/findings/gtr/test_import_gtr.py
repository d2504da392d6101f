"""Importing Gateway to Research records: whole, as drafts, twice the same, never over an edit."""

import io
import json
import os
import shlex
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from collabfutures.curation.models import ContentVersion, kinds
from collabfutures.curation.publication import State
from findings.gtr.run import Run
from findings.models import Finding, ImpactRecord
from seminars.models import Series
from tests.gtr_files import api1, api1_json, v7


def run(*paths, **options):
    out = io.StringIO()
    call_command("import_gtr", *map(str, paths), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def record(tmp_path, db):
    path = tmp_path / "record.xml"
    path.write_text(api1(), encoding="utf-8")
    return path


def test_a_record_becomes_a_series_findings_and_impact_records(record):
    said = run(record)
    series = Series.objects.get()
    assert (series.title, series.award_reference, series.value_gbp) == ("Working & together", "ES/X000001/1", 14668)
    assert (series.lead_organisation, series.region) == ("University of Nowhere", "Wales")
    assert [str(series.start_date), str(series.end_date)] == ["2009-11-01", "2011-04-30"]
    whole = Finding.objects.get(parent=None)
    assert Finding.objects.get() == whole, "a bullet stays the text of its finding until a curator promotes it"
    assert "? Trust grows slowly" in whole.source_text
    assert (whole.consensus, whole.sector_scope, whole.summary) == ("not-stated", "not-stated", "")
    assert set(series.application_areas.values_list("title", flat=True)) == {
        "Education",
        "Government, Democracy and Justice",
    }
    assert set(whole.application_areas.values_list("title", flat=True)) == {
        "Education",
        "Government, Democracy and Justice",
    }
    talk = ImpactRecord.objects.get(impact_kind="engagement-activity")
    assert (talk.form, talk.part_of_official_scheme) == ("A talk or presentation", "no")
    assert [year.pk for year in talk.years.all()] == [2010, 2011]
    assert ImpactRecord.objects.get(impact_kind="publication").authors == "Quillfeather, A"
    assert "1 files, 0 errors." in said


def test_everything_arrives_as_a_draft_and_changes_nothing_public(record):
    before = ContentVersion.current()
    run(record)
    for model in kinds():
        assert not model.objects.exclude(state=State.DRAFT).exists()
    assert ContentVersion.current() == before


def test_no_investigator_is_stored_but_the_authors_of_publications_are(record):
    run(record)
    for model in kinds():
        for row in model.objects.values():
            stored = json.dumps(row, default=str)
            if row.get("impact_kind") != "publication":
                assert "Quillfeather" not in stored
            assert "Aurelia" not in stored
    assert "[name removed]" in Series.objects.get().abstract


def test_a_second_run_changes_nothing(record):
    run(record)
    before = {model: list(model.objects.values()) for model in kinds()}
    assert "Records: 0 created, 0 changed" in run(record)
    assert {model: list(model.objects.values()) for model in kinds()} == before


def test_a_curators_edit_is_reported_and_left_alone(record):
    run(record)
    finding = Finding.objects.get(parent=None)
    finding.exploitation = "A curator's words"
    finding.title = "A curator's title"
    finding.save()
    Series.objects.update(title="Another title")
    said = run(record)
    assert f"differs, left alone: finding “{finding.slug}” in title" in said
    assert "Records: 0 created, 0 changed, 3 unchanged, 2 differ" in said
    finding.refresh_from_db()
    assert (finding.title, finding.exploitation) == ("A curator's title", "A curator's words")


def test_a_newer_record_updates_what_nobody_edited_and_blanks_nothing(record):
    run(record)
    record.write_text(api1().replace("<gtr:name>ESRC</gtr:name>", "<gtr:name></gtr:name>").replace("Closed", "Active"))
    assert " 1 changed" in run(record)
    series = Series.objects.get()
    assert (series.funder, series.award_status) == ("ESRC", "Active")


def test_an_outcome_of_two_awards_is_one_record_of_both(tmp_path, db):
    for reference in ("ES/X000001/1", "ES/X000009/1"):
        (tmp_path / f"{reference[-3]}{reference[3:8]}.xml").write_text(api1(reference))
    run(tmp_path)
    talk = ImpactRecord.objects.get(outcome_id="shared-talk")
    assert set(talk.series.values_list("award_reference", flat=True)) == {"ES/X000001/1", "ES/X000009/1"}
    assert "0 created, 0 changed" in run(tmp_path)
    talk.series.remove(Series.objects.get(award_reference="ES/X000009/1"))
    run(tmp_path)
    assert talk.series.count() == 1, "a link that a curator took off stays off"


def test_every_form_of_record_is_told_by_its_content(tmp_path, db):
    for name, content in (("a.json", api1()), ("b.xml", api1_json()), ("c.json", v7())):
        (tmp_path / name).write_text(content)
    assert "3 files, 0 errors." in run(tmp_path)
    third = Series.objects.get(award_reference="ES/X000003/1")
    assert (str(third.start_date), str(third.end_date)) == ("2015-09-01", "2017-08-31")
    areas = Finding.objects.get(outcome_id="key-v7").application_areas.values_list("title", flat=True)
    assert set(areas) == {"Education", "Security and Diplomacy", "Government, Democracy and Justice"}
    assert Series.objects.get(award_reference="ES/X000002/1").value_gbp == 5000


def test_a_dry_run_reports_the_same_and_writes_nothing(record):
    dry = run(record, dry_run=True)
    assert not any(model.objects.exists() for model in kinds())
    assert dry == run(record) + "Dry run: nothing was written.\n"


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
BROKEN = {
    "truncated.xml": (api1()[:900], "not well-formed XML"),
    "empty.xml": ("", "the file is empty"),
    "page.xml": ("<!DOCTYPE html><html><body>Error 500</body></html>", "an HTML page, not a GtR record"),
    "bomb.xml": (BOMB, "entities of its own"),
    "other.xml": ("<feed><entry/></feed>", "no GtR project in it"),
    "wrong.json": ('{"project": [', "neither XML nor JSON"),
    "list.json": ("[1, 2]", "does not begin with an object"),
    "fund.json": ('{"category": "INCOME", "links": {}}', "no GtR project in it; it holds category, links"),
    "deep.json": ('{"a":' * 100_000, "nested too deeply"),
    "noise.json": ("\x01\x02\x03", "neither XML nor JSON"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gives_one_clear_line_and_the_others_go_on(name, tmp_path, db):
    content, reason = BROKEN[name]
    (tmp_path / name).write_text(content)
    (tmp_path / "z-good.xml").write_text(api1())
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2 files could not be imported"):
        call_command("import_gtr", str(tmp_path), stdout=out)
    lines = [line for line in out.getvalue().splitlines() if "not imported" in line]
    assert len(lines) == 1
    assert str(tmp_path / name) in lines[0]
    assert reason in lines[0]
    assert Series.objects.count() == 1


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path, db):
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_gtr", str(path), stdout=out)
    assert "200 MB; a GtR record has at most 20 MB" in out.getvalue()


def test_a_missing_file_is_named(tmp_path, db):
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_gtr", str(tmp_path / "none.xml"), stdout=out)
    assert "No such file" in out.getvalue()


@pytest.mark.parametrize("value", [None, [], {}, 5, "x", [[["x"]]], {"a": None}])
def test_unexpected_types_anywhere_break_nothing(value, tmp_path, db):
    whole = json.loads(api1_json())
    composition = whole["projectOverview"]["projectComposition"]
    for name in list(composition["project"]):
        if name not in ("id", "grantReference"):
            changed = {**composition["project"], name: value}
            path = tmp_path / "odd.json"
            path.write_text(json.dumps({"projectOverview": {"projectComposition": {"project": changed}}}))
            assert "1 files, 0 errors." in run(path)


@pytest.mark.long
def test_the_built_in_series_outranks_an_import_that_came_first(gtr, db):
    run(gtr / "seed-ES-H000933-1.2018-04.api1.xml")
    call_command("load_series", stdout=io.StringIO())
    call_command("source_coverage", stdout=io.StringIO())
    assert Series.objects.get().slug == "collaborative-futures"
    assert ImpactRecord.objects.get(outcome_id="r-8281376350.9331052aff1986").slug == "same-difference"


def test_importing_the_built_in_award_adds_nothing_to_it(series, gtr):
    before = {model: list(model.objects.values()) for model in kinds()}
    for name in ("seed-ES-H000933-1.2018-04.api1.xml", "seed-ES-H000933-1.2017-10.api1.xml"):
        assert "0 created, 0 changed" in run(gtr / name)
    assert {model: list(model.objects.values()) for model in kinds()} == before


def test_an_award_without_a_reference_is_not_taken_for_a_curated_one(series, tmp_path):
    Series.objects.update(award_reference=None)
    path = tmp_path / "bare.xml"
    path.write_text(api1(reference="").replace("GUID-", "GUID-bare"), encoding="utf-8")
    run(path)
    assert Series.objects.filter(gtr_project_id__startswith="GUID-bare").exists()


PLACEHOLDERS = {
    "Abstracts are not currently available in GtR for all funded research. This is normally because …": "not-available",
    "N/A": "not-available",
    "Not required.": "not-required",
    "": "not-available",
}


@pytest.mark.parametrize(("text", "state"), PLACEHOLDERS.items())
def test_a_text_that_says_there_is_no_abstract_is_a_state_and_no_abstract(text, state, tmp_path, db):
    path = tmp_path / "record.xml"
    before, _, rest = api1().partition("<gtr:abstractText>")
    path.write_text(f"{before}<gtr:abstractText>{text}{rest[rest.index('</gtr:abstractText>') :]}", encoding="utf-8")
    run(path)
    series = Series.objects.get()
    assert (series.abstract, series.abstract_state) == ("", state)


def test_a_real_abstract_that_begins_with_not_required_stays(tmp_path, db):
    path = tmp_path / "record.xml"
    before, _, rest = api1().partition("<gtr:abstractText>")
    text = "Not required by law, partnerships still form."
    path.write_text(f"{before}<gtr:abstractText>{text}{rest[rest.index('</gtr:abstractText>') :]}", encoding="utf-8")
    run(path)
    assert Series.objects.get().abstract == text


def test_files_without_an_ending_are_looked_at_by_content(tmp_path, db):
    (tmp_path / "00000000-0000-0000-0000-000000000001").write_text(api1(), encoding="utf-8")
    (tmp_path / "notes").write_text("to do: ask for more", encoding="utf-8")
    (tmp_path / "readme.txt").write_text("<not a record>", encoding="utf-8")
    assert "1 files, 0 errors." in run(tmp_path)
    assert Series.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_loses_the_file_it_was_at_and_no_other(tmp_path, monkeypatch):
    for number in (1, 2, 3):
        (tmp_path / f"{number}.xml").write_text(api1(f"ES/X00000{number}/1"), encoding="utf-8")
    write = Run.write

    def killed(self, content):
        with transaction.atomic():
            written = write(self, content)
            if content.projects[0].reference == "ES/X000003/1":
                raise KeyboardInterrupt
        return written

    monkeypatch.setattr(Run, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    assert set(Series.objects.values_list("award_reference", flat=True)) == {"ES/X000001/1", "ES/X000002/1"}
    monkeypatch.undo()
    run(tmp_path)
    assert Series.objects.count() == 3


# It runs in processes of its own, on SQLite whatever the suite runs on: once will do.
@pytest.mark.long
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the SQLite half runs it")
@pytest.mark.parametrize("said", ["import_gtr {folder}", "find_duplicates", "source_coverage", "help"])
def test_a_reader_of_the_output_may_leave_early(db, tmp_path, said):
    for number in range(1, 4):
        (tmp_path / f"{number}.xml").write_text(api1(f"ES/X00000{number}/1"), encoding="utf-8")
    # A copy of the empty database of the tests: the migrations take longer than the rest.
    (tmp_path / "left.sqlite3").write_bytes(connection.connection.serialize())
    # A machine of tests may have it set, and then nothing is left to be said at the end.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'left.sqlite3'}", "ENVIRONMENT": "development"}
    command = f"{shlex.quote(sys.executable)} manage.py {said.format(folder=shlex.quote(str(tmp_path)))} | true"
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

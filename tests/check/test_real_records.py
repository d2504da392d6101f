"""The 175 real awards: half a minute of import, so they are no part of `make test`."""

import csv
import io

from django.core.management import call_command

from collabfutures.curation.models import kinds
from collabfutures.curation.support import lacking
from findings.models import Finding, ImpactRecord
from seminars.models import ApplicationArea, Series


def run(*paths):
    out = io.StringIO()
    call_command("import_gtr", *map(str, paths), stdout=out)
    return out.getvalue()


def test_the_real_records_are_imported_whole(gtr, db):
    said = run(gtr / "seed-ES-H000933-1.2018-04.api1.xml", gtr / "xml")
    assert "176 files, 0 errors." in said
    manifest = {row["gtr_project_id"]: row for row in csv.DictReader((gtr / "xml" / "MANIFEST.csv").open())}
    expected = sum(int(row["key_findings"]) for row in manifest.values())
    assert Finding.objects.filter(parent=None).count() == expected == 94
    assert Series.objects.count() == len(manifest) == 175
    assert ImpactRecord.objects.filter(impact_kind="publication").count() == 866
    assert ImpactRecord.objects.filter(impact_kind="engagement-activity").count() == 442
    assert ApplicationArea.objects.count() <= 22
    assert "Records: 0 created, 0 changed" in run(gtr / "xml" / "all-outcome-types")


def test_the_real_awards_are_published_by_the_rules_and_claim_nothing_of_their_own(gtr, series, client):
    """Beside the built-in series: 174 awards, whole key findings as the awards report them, no bullet a record."""
    run(gtr / "xml")
    assert not Finding.objects.exclude(parent=None).exclude(loaded__by="load_series").exists()
    for kind in (Finding, ImpactRecord):
        for record in kind.objects.filter(state="draft"):
            record.publish(together=True)
    imported = Finding.objects.filter(loaded__by="import_gtr")
    assert imported.filter(state="published", summary="").count() == imported.count() >= 50
    assert {finding.consensus for finding in imported} == {"not-stated"}
    for kind in kinds():
        for record in kind.objects.published():
            assert lacking(record) == [], record

    def found(**query):
        return {each["slug"] for each in client.get("/api/v1/findings/", {**query, "page_size": 100}).json()["results"]}

    for name in ("area", "award_area"):
        health, education = found(**{name: "healthcare"}), found(**{name: "education"})
        assert health
        assert education
        assert health != education
    reported = client.get("/api/v1/findings/?statement=as-reported").json()["count"]
    assert reported == imported.count()
    whole = client.get("/api/v1/findings/?page_size=100").json()["results"]
    assert [each["statement"] for each in whole] == sorted((each["statement"] for each in whole), reverse=True)
    home = " ".join(client.get("/").content.decode().split())
    assert f'data-count="{reported}"' in home
    assert "awards" in home.partition("All of this rests on")[2][:40]
    page = " ".join(client.get(imported.first().get_absolute_url()).content.decode().split())
    assert "As the award reports it" in page
    for address in ("/", "/findings/", "/impact/", "/series/", "/sources/", "/map/?rows=theme&columns=discourse"):
        answer = client.get(address)
        assert (answer.status_code, len(answer.content) <= 100_000) == (200, True), (address, len(answer.content))

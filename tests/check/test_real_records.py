"""The 175 real awards: half a minute of import, so they are no part of `make test`."""

import csv
import io

from django.core.management import call_command

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

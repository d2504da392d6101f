"""What somebody has deleted or merged does not come again with the next import; what was taken back may."""

import pytest
from django.urls import reverse

from collabfutures.curation.desk.merging import merge
from collabfutures.curation.desk.undoing import undo_all
from collabfutures.curation.models import Revision
from collabfutures.curation.revisions.acts import By
from findings.models import Finding, ImpactRecord
from tests.findings.gtr.test_import_gtr import run


@pytest.mark.parametrize("kind", [Finding, ImpactRecord])
def test_a_draft_that_was_deleted_stays_deleted_until_it_is_brought_back(kind, path, admin):
    record, before = kind.objects.first(), kind.objects.count()
    name = kind._meta.label_lower.replace(".", "_")
    admin.post(reverse(f"admin:{name}_delete", args=[record.pk]), {"post": "yes"})
    told = run(path)
    assert kind.objects.count() == before - 1
    assert "1 were deleted here before and stay so" in told
    admin.post(reverse(f"admin:{name}_bring_back", args=[Revision.objects.get(act="deleted").pk]))
    assert "deleted here" not in run(path)
    assert kind.objects.count() == before


def test_a_duplicate_that_was_merged_does_not_come_again(path):
    kept, lost = list(ImpactRecord.objects.order_by("pk")[:2])
    before = ImpactRecord.objects.count()
    merge(kept, lost, [], By("pat"))
    assert "1 were deleted here before and stay so" in run(path)
    assert ImpactRecord.objects.count() == before - 1


def test_an_import_that_was_taken_back_may_be_repeated(path):
    before = ImpactRecord.objects.count()
    done, refused = undo_all(Revision.objects.filter(act="loaded").order_by("-pk"), By("pat"))
    assert done and not ImpactRecord.objects.exists(), refused
    assert "deleted here" not in run(path)
    assert ImpactRecord.objects.count() == before

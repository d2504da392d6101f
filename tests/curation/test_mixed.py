"""Records of several kinds from one statement are the same as those from one statement a kind."""

from django.forms import model_to_dict

from collabfutures.curation.mixed import fetch_mixed
from findings.models import Barrier, Finding, ImpactRecord
from seminars.models import Series


def test_mixed_records_are_those_that_each_queryset_gives(series, django_assert_num_queries):
    asked = [kind.objects.published() for kind in (Finding, Series, Barrier, ImpactRecord)]
    with django_assert_num_queries(1):
        found = fetch_mixed(*asked)
    for queryset, records in zip(asked, found, strict=True):
        fetched = {record.pk: record for record in records}
        assert {record.pk: _row(record) for record in queryset} == {pk: _row(record) for pk, record in fetched.items()}


def _row(record):
    return {**model_to_dict(record), "updated_at": record.updated_at, "token": record.token, "loaded": record.loaded}


def test_a_queryset_that_nothing_can_meet_gives_no_records(series, django_assert_num_queries):
    with django_assert_num_queries(1):
        nothing, findings = fetch_mixed(
            Barrier.objects.filter(slug__in=[]), Finding.objects.filter(slug="trust-is-no-one")
        )
    assert (nothing, findings) == ([], [])
    assert fetch_mixed() == []


def test_mixed_records_can_be_saved_as_others(series):
    ((record,),) = fetch_mixed(Finding.objects.filter(slug="several-discourses"))
    record.curator_note = "Seen."
    record.save()
    assert Finding.objects.get(slug="several-discourses").curator_note == "Seen."

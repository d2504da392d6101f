"""What the domain does not allow is refused by the form, and by the database whatever writes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from findings.models import Finding, ImpactRecord, Tension, Year
from seminars.models import ApplicationArea, Discourse, Seminar, Series, Source, Theme
from tests.making import make


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_the_database_refuses_what_no_record_may_say(db):
    finding, tension = make(Finding), make(Tension, second=make(Discourse))
    refused(lambda: make(Finding, slug=finding.slug))
    refused(lambda: Finding.objects.filter(pk=finding.pk).update(state="secret"))
    refused(lambda: Finding.objects.filter(pk=finding.pk).update(consensus="perhaps"))
    refused(lambda: Finding.objects.filter(pk=finding.pk).update(parent=finding))
    refused(lambda: Tension.objects.filter(pk=tension.pk).update(second=tension.first))
    refused(lambda: make(Tension, first=tension.second, second=tension.first))
    refused(lambda: make(Source, year=20100))
    refused(lambda: Year.objects.create(pk=1))
    refused(lambda: make(ApplicationArea, title="Government"))
    refused(lambda: Seminar.objects.filter(pk=make(Seminar).pk).update(date_state="garbage"))
    refused(lambda: make(Series, start_date="2011-01-01", end_date="2010-01-01"))


def test_a_finding_or_theme_never_stands_above_itself(db):
    top = make(Finding)
    part = make(Finding, parent=top, series=top.series)
    top.parent = part
    with pytest.raises(ValidationError, match="cannot stand above itself"):
        top.full_clean()
    wide, narrow = make(Theme), make(Theme)
    narrow.broader, wide.broader = wide, narrow
    narrow.save()
    with pytest.raises(ValidationError, match="cannot stand above itself"):
        wide.full_clean()


def test_a_value_and_the_state_of_its_absence_agree(db):
    record = make(ImpactRecord, primary_audience="Schools")
    with pytest.raises(ValidationError, match="the value is filled"):
        record.full_clean()
    record.primary_audience, record.primary_audience_state = "", "present"
    with pytest.raises(ValidationError, match="the value is empty"):
        record.full_clean()

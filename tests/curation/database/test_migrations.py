"""Migrations go forth and back, and the triggers come and go with them."""

import pytest
from django.core.management import call_command

from collabfutures.curation.models import ContentVersion
from collabfutures.curation.search.everywhere import everywhere
from collabfutures.curation.search.matching import Search
from findings.models import Finding
from tests.making import make


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_migrations_can_be_taken_back_and_made_again():
    try:
        # What stands on curation goes with it.
        call_command("migrate", "curation", "zero", verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    make(Finding, title="Found again")
    assert sum(map(len, everywhere([Search("found")])[0].values())) == 1


@pytest.mark.django_db(transaction=True)
def test_a_migrate_that_changes_nothing_touches_nothing():
    make(Finding)
    call_command("migrate", verbosity=0)
    before = ContentVersion.objects.values().get()
    call_command("migrate", verbosity=0)
    assert ContentVersion.objects.values().get() == before

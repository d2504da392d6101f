"""Migrations go forth and back, the triggers come and go with them, and a database that is away is no stack trace."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from collabfutures.curation.models import ContentVersion
from collabfutures.curation.search.matching import Search, everywhere
from findings.models import Finding
from tests.making import make


@pytest.mark.django_db(transaction=True)
def test_migrations_can_be_taken_back_and_made_again():
    try:
        call_command("migrate", "findings", "zero", verbosity=0)
        call_command("migrate", "seminars", "zero", verbosity=0)
        call_command("migrate", "curation", "zero", verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    make(Finding, title="Found again")
    assert everywhere(Search("found")).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_migrate_that_changes_nothing_touches_nothing():
    make(Finding)
    call_command("migrate", verbosity=0)
    before = ContentVersion.objects.values().get()
    call_command("migrate", verbosity=0)
    assert ContentVersion.objects.values().get() == before


def failing(error):
    def execute(*args, **kwargs):
        raise error

    return execute


def test_a_database_that_is_away_is_503_with_a_time_to_come_back(client, db):
    with connection.execute_wrapper(failing(OperationalError("connection to server was lost"))):
        for address in ("/findings/", "/api/v1/findings/", "/healthz"):
            response = client.get(address)
            assert response.status_code == 503
            assert response["Retry-After"] == "5"


def test_another_fault_of_the_database_is_not_called_passing(client, db):
    client.raise_request_exception = False
    with connection.execute_wrapper(failing(OperationalError("no such column: x"))):
        assert client.get("/api/v1/findings/").status_code == 500

"""Two editors at the same time: no deadlock, no stack trace, and messages that a person understands."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from collabfutures.curation.admin.locking import locked
from findings.models import Finding, Implication, Manifestation, Tension
from seminars.models import Discourse, Seminar, Series, Theme
from tests.making import make
from tests.sent_form import sent_form


def change_address(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_two_editors_who_add_a_seminar_to_one_series_do_not_wait_for_each_other():
    series = make(Series, slug="s", no_source_reason="A test.")
    user = User.objects.create_superuser("curator", password="only-for-tests")
    address, statuses = change_address(series), []
    clients = [Client(raise_request_exception=False) for _ in range(2)]
    forms = []
    for client in clients:
        client.force_login(user)
        forms.append(sent_form(client.get(address)))
    barrier = threading.Barrier(2)

    def save(number):
        new = {
            "seminars-TOTAL_FORMS": "1",
            "seminars-0-title": f"Seminar {number}",
            "seminars-0-slug": f"seminar-{number}",
            "seminars-0-evidence": "reported",
        }
        barrier.wait()
        statuses.append(clients[number].post(address, {**forms[number], **new, "_save": "1"}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=save, args=[number]) for number in range(2)]
    [thread.start() for thread in threads]
    [thread.join(timeout=30) for thread in threads]
    # The second one finds that somebody else has saved meanwhile, and nothing that both have changed.
    assert statuses == [302, 302]
    assert Seminar.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_new_row_below_a_locked_one_waits_for_nothing():
    """What makes the two editors above wait for each other: the share lock of a foreign key on a locked row."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no row locks")
    series, done = make(Series), []

    def add():
        with connections["default"].cursor() as cursor:
            cursor.execute("SET statement_timeout = 3000")
        make(Seminar, series=series, evidence="reported")
        done.append(True)
        connections.close_all()

    with transaction.atomic():
        list(locked(Series.objects.filter(pk=series.pk), RequestFactory().post("/")))
        thread = threading.Thread(target=add)
        thread.start()
        thread.join(timeout=10)
    assert done == [True]


CLASHES = [
    ("A discourse cannot compete with itself.", lambda: _tension(same=True)),
    ("There is a tension of these two discourses already.", lambda: _tension(twice=True)),
    ("There is an implication of this discourse for this domain already.", lambda: _implication()),
    ("Another seminar of this series has this position already.", lambda: _seminar()),
    ("Say where the discourse shows", lambda: _manifestation()),
    ("A finding cannot stand above itself.", lambda: _part_of_itself()),
    ("A theme cannot stand above itself.", lambda: _broader_than_itself()),
    ("The series cannot end before it starts.", lambda: _backwards()),
]


def _tension(same=False, twice=False):
    one, other = make(Discourse), make(Discourse)
    if twice:
        make(Tension, first=other, second=one)
    return Tension(title="T", slug="t", first=one, second=one if same else other)


def _implication():
    first = make(Implication)
    return Implication(title="I", slug="i", discourse=first.discourse, domain=first.domain)


def _seminar():
    first = make(Seminar, position=1)
    return Seminar(title="S", slug="s", series=first.series, position=1, evidence="reported")


def _manifestation():
    return Manifestation(title="M", slug="m", discourse=make(Discourse))


def _part_of_itself():
    finding = make(Finding)
    finding.parent = finding
    return finding


def _broader_than_itself():
    theme = make(Theme)
    theme.broader = theme
    return theme


def _backwards():
    return Series(title="S", slug="s", start_date="2011-01-01", end_date="2010-01-01")


@pytest.mark.parametrize(("message", "build"), CLASHES, ids=[message[:30] for message, _ in CLASHES])
def test_a_rule_of_the_database_is_told_in_words(message, build, db):
    record = build()
    with pytest.raises(Exception, match=message) as refused:
        record.full_clean()
    assert "Constraint" not in str(refused.value)
    assert "constraint" not in str(refused.value)


def test_no_constraint_of_any_kind_speaks_of_itself(db):
    """Each rule that Django would tell a curator about has words of its own; the rest are told by their field."""
    kinds = [Tension, Implication, Seminar, Manifestation, Finding, Theme, Series]
    silent = [
        constraint.name
        for model in kinds
        for constraint in model._meta.constraints
        if type(constraint).__name__ in ("CheckConstraint", "UniqueConstraint")
        and constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []

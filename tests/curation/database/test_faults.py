"""What is the matter with the database: read-only, full, lost and silent are told apart, and nothing else is hidden."""

import socket
import threading
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.utils import DatabaseError, InternalError
from redis.exceptions import ConnectionError as RedisConnectionError

from collabfutures.curation.database.faults import BUSY, COUNTS, FULL, READ_ONLY, told
from collabfutures.curation.responses import refusals
from findings.models import Finding
from seminars.models import Theme
from tests.making import make


def caused(error, state):
    """A Django error as psycopg's of an SQLSTATE makes it."""
    cause = psycopg.Error()
    cause.sqlstate = state
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("57014", BUSY),
        ("40P01", BUSY),
        ("55P03", BUSY),
        ("08006", BUSY),
        ("08001", BUSY),
        ("53300", BUSY),
        ("57P01", BUSY),
        ("57P03", BUSY),
        ("25006", READ_ONLY),
        ("53100", FULL),
        ("42P01", None),
        ("23505", None),
        ("22001", None),
    ],
)
def test_each_code_of_postgresql_is_told_for_what_it_is(state, said):
    assert told(caused(OperationalError("told by the code"), state)) == said
    assert told(caused(InternalError("told by the code"), state)) == said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("database is locked"), BUSY),
        (OperationalError("attempt to write a readonly database"), READ_ONLY),
        (OperationalError("database or disk is full"), FULL),
        (OperationalError("disk I/O error"), FULL),
        (OperationalError("unable to open database file"), BUSY),
        (OperationalError("connection to server was lost"), BUSY),
        (InterfaceError("connection already closed"), BUSY),
        # What closing a cursor raises is not wrapped by Django.
        (psycopg.OperationalError("consuming input failed: server closed the connection"), BUSY),
        (psycopg.InterfaceError("the connection is closed"), BUSY),
        (psycopg.errors.AdminShutdown("terminating connection"), BUSY),
        (psycopg.errors.UndefinedColumn("no such column"), None),
        (RedisConnectionError("connection refused"), COUNTS),
        (OperationalError("no such column: x"), None),
        (DatabaseError("anything"), None),
        (ValueError("database is locked"), None),
    ],
)
def test_each_word_of_sqlite_is_told_for_what_it_is(error, said):
    assert told(error) == said


def test_a_database_that_is_away_is_503_with_a_time_to_come_back(client, db):
    with connection.execute_wrapper(failing(OperationalError("connection to server was lost"))):
        for address in ("/findings/", "/api/v1/findings/", "/readyz"):
            response = client.get(address)
            assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_another_fault_of_the_database_is_not_called_passing(client, db):
    client.raise_request_exception = False
    with connection.execute_wrapper(failing(OperationalError("no such column: x"))):
        assert client.get("/api/v1/findings/").status_code == 500


def failing(error):
    def execute(*args, **kwargs):
        raise error

    return execute


@contextmanager
def read_only():
    """The database takes no change: really, in the words of each engine."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET default_transaction_read_only = on")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF" if sqlite else "SET default_transaction_read_only = off")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_can_only_be_read_is_read_and_a_save_says_so(admin, client):
    theme = make(Theme, slug="kept", no_source_reason="A test.")
    address = f"/admin/seminars/theme/{theme.pk}/change/"
    with read_only():
        assert client.get("/themes/kept/").status_code == 200
        response = admin.post(address, {"title": "Changed", "slug": "kept", "_save": "1"})
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    page = response.content.decode()
    assert READ_ONLY in page
    assert "Nothing was lost" not in page
    assert "Look at what is stored" in page
    assert Theme.objects.get().title == theme.title


def full():
    """No page more for SQLite; what PostgreSQL says when its disk is full."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        Finding.objects.update(detail="x" * 500_000)
    raise caused(OperationalError("could not extend file"), "53100")


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_as_such():
    make(Finding)
    try:
        with pytest.raises(OperationalError) as failed:
            full()
        assert told(failed.value) == FULL
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA max_page_count = 1073741823")


def silent_server():
    """A port that accepts and never answers."""
    server = socket.create_server(("127.0.0.1", 0))
    held = []
    threading.Thread(target=lambda: held.append(server.accept()), daemon=True).start()
    return server


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite is no server")
def test_a_server_that_accepts_and_never_answers_is_given_up():
    options = settings.DATABASES["default"]["OPTIONS"]
    with silent_server() as server, pytest.raises(psycopg.OperationalError) as failed:
        psycopg.connect(host="127.0.0.1", port=server.getsockname()[1], connect_timeout=options["connect_timeout"])
    assert told(wrapped(failed.value)) == BUSY


def wrapped(error):
    found = OperationalError(*error.args)
    found.__cause__ = error
    return found


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite is no server")
@pytest.mark.django_db(transaction=True)
def test_a_server_that_falls_silent_is_hung_up_on(client, monkeypatch):
    monkeypatch.setattr(refusals, "READ_SECONDS", 0.5)

    def fall_silent(execute, sql, params, many, context):
        return execute("SELECT pg_sleep(30)", None, many, context)

    with connection.execute_wrapper(fall_silent):
        response = client.get("/about/")
    connection.close()
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_the_probe_of_life_answers_without_a_database(client, db):
    with connection.execute_wrapper(failing(OperationalError("connection to server was lost"))):
        assert client.get("/healthz").content == b"ok\n"

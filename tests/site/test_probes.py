"""What supervisors and those who read logs are told."""

import io
import json
import logging
import time

import pytest
from django.db import OperationalError, connection

from collabfutures.site.logs import Lines, RequestNumber
from tests.curation.database.test_faults import failing

NUMBER = "0123456789abcdef" * 2


@pytest.mark.parametrize("host", ["10.0.0.7", "elsewhere.example", "testserver"])
def test_probes_are_answered_by_any_name_and_without_encryption(host, client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    for address, text in (("/healthz", b"ok\n"), ("/readyz", b"ready\n")):
        answer = client.get(address, headers={"host": host})
        assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, text, "no-store")


def test_a_process_lives_without_its_database_and_is_not_ready(client, db):
    with connection.execute_wrapper(failing(OperationalError("connection to server was lost"))):
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_an_answer_carries_the_number_that_the_proxy_gave_and_no_other_text(client, db):
    assert client.get("/about/", headers={"x-request-id": NUMBER})["X-Request-ID"] == NUMBER
    for forged in ("x" * 32, NUMBER + "a", "a\tb", ""):
        given = client.get("/about/", headers={"x-request-id": forged})["X-Request-ID"]
        assert given != forged and len(given) == 32


def test_a_line_of_the_log_names_the_request_and_nobody(client, db, settings):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(RequestNumber())
    handler.setFormatter(Lines())
    logging.getLogger("collabfutures").addHandler(handler)
    try:
        with connection.execute_wrapper(failing(OperationalError("connection to server was lost"))):
            client.get("/findings/?q=secret-illness", headers={"x-request-id": NUMBER, "cookie": "sessionid=abc"})
    finally:
        logging.getLogger("collabfutures").removeHandler(handler)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {(line["request_id"], line["path"], line["level"]) for line in lines} == {(NUMBER, "/findings/", "ERROR")}
    for private in ("secret-illness", "127.0.0.1", "sessionid"):
        assert private not in written.getvalue()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is no server")
@pytest.mark.django_db(transaction=True)
def test_a_probe_gives_up_a_server_that_falls_silent_after_a_second(client):
    def fall_silent(execute, sql, params, many, context):
        return execute("SELECT pg_sleep(30)", None, many, context)

    started = time.monotonic()
    with connection.execute_wrapper(fall_silent):
        answer = client.get("/readyz")
    connection.close()
    assert answer.status_code == 503
    assert time.monotonic() - started < 5

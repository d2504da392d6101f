"""What a browser is told with every answer, whoever gives it: a view, a refusal at the door, the proxy."""

import logging
import re
import time
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from collabfutures.curation.responses.servers import watch
from collabfutures.site.headers import PERMISSIONS
from collabfutures.site.logs import RequestNumber
from tests.kinds import KINDS
from tests.making import make
from tests.walk import addresses

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
EXPECTED = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}
HELD = ("Content-Security-Policy", "Cross-Origin-Resource-Policy", *EXPECTED)


@pytest.fixture
def strict(settings):
    """As in production."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    return Client()


@pytest.fixture
def public(db):
    """Every public address, in every form, with a record of each kind."""
    return list(addresses({kind: make(kind) for kind in KINDS}))


def of(response):
    return {name: response.headers.get(name) for name in EXPECTED}


# ASVS V3.4.1, V3.2.1
@pytest.mark.long
def test_every_answer_has_every_header_whether_it_is_made_or_kept(strict, public):
    # Supervisors ask the probes, by the machine's own address; the proxy lets nobody else.
    paths = [
        *(path for path in public if path not in ("/healthz", "/readyz")),
        "/no-such-page/",
        "/api/v1/no-such/",
        "/findings/?sort=bad",
        "/admin/login/",
        "/admin/",
    ]
    for path in paths:
        for _ in range(2):
            response = strict.get(path, secure=True)
            assert of(response) == EXPECTED, path
            assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"], path
            assert "unsafe" not in response.headers["Content-Security-Policy"], path


def test_what_any_site_may_read_it_may_embed_and_nothing_else(strict, series):
    for path, said in (("/api/v1/findings/", "cross-origin"), ("/feed/", "cross-origin"), ("/", "same-origin")):
        assert strict.get(path, secure=True).headers["Cross-Origin-Resource-Policy"] == said


@pytest.mark.skipif(not configured.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="PostgreSQL can hang")
def test_a_refusal_at_the_door_has_them_too(strict, db, monkeypatch):
    monkeypatch.setattr(watch, "hanging", frozenset(["default"]))
    monkeypatch.setattr(watch, "_looked", time.monotonic())
    monkeypatch.setattr(watch, "away", frozenset(["default"]))
    for response in (strict.get("/findings/", secure=True), strict.post("/admin/login/", secure=True)):
        assert (response.status_code, of(response)) == (503, EXPECTED)


# ASVS V4.1.1
@pytest.mark.long
def test_every_text_says_how_it_is_encoded(strict, public):
    texts = {}
    for path in public:
        kind = strict.get(path).headers.get("Content-Type", "")
        if re.match(r"text/|application/([a-z]+\+)?xml", kind):
            texts[path] = kind
    assert [path for path, kind in texts.items() if "charset=utf-8" not in kind.lower()] == []
    assert len(texts) > 50


def test_the_proxy_says_of_its_own_answers_what_the_site_says_of_its_own():
    said = (DEPLOY / "headers.conf").read_text()
    assert re.findall(r"add_header (\S+) \$\w+ always;", said) and {*re.findall(r"add_header (\S+)", said)} == {*HELD}
    blocks = re.split(r"\n    location ", (DEPLOY / "nginx.conf").read_text())
    # A location that adds a header of its own inherits none.
    assert [b.split()[0] for b in blocks[1:] if "add_header" in b and "headers.conf" not in b] == []
    for value in (*EXPECTED.values(), "default-src 'none'; frame-ancestors 'none'"):
        assert value.partition(", usb")[0] in (DEPLOY / "nginx.conf").read_text(), value


# ASVS V3.3.1
def test_cookies_are_of_this_host_alone(start):
    said = start("print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)")
    assert said.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "True"]


# ASVS V14.3.1
def test_logging_out_takes_what_was_typed_out_of_the_browser(admin):
    assert admin.post("/admin/logout/").headers["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in admin.get("/admin/login/").headers


# ASVS V14.2.1
def test_a_link_to_choose_a_password_is_in_no_log(client, db):
    client.get("/admin/account/password/1-abc-def/")
    record = logging.makeLogRecord({})
    RequestNumber().filter(record)
    assert record.path == "/admin/account/password/…/"
    said = (DEPLOY / "nginx.conf").read_text()
    assert '"path":"$logged"' in said and '"~^(?<account>@URL_PREFIX@/admin/account/password/)."' in said

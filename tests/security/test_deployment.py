"""How the site is put on a machine: nothing but TLS of today leads to it, and nothing but the site is served."""

import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from findings.models import Finding
from tests.making import make
from tests.site.test_settings import KEY, start

ROOT = Path(configured.BASE_DIR)


def configuration(name):
    """The lines of a file of deploy/ without its comments."""
    lines = (ROOT / "deploy" / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def servers():
    """The server blocks of the proxy, each as its lines."""
    text = "\n".join(configuration("nginx.conf"))
    return [block.splitlines() for block in re.findall(r"^server \{\n(.*?)^\}$", text, re.M | re.S)]


# ASVS V12.1.1
def test_the_proxy_speaks_tls_1_2_and_1_3_and_nothing_older():
    names = [path.name for path in (ROOT / "deploy").glob("*.conf")]
    said = {name: [line for line in configuration(name) if line.startswith("ssl_protocols")] for name in names}
    assert {name: lines for name, lines in said.items() if lines} == {"edge.conf": ["ssl_protocols TLSv1.2 TLSv1.3;"]}
    assert len(servers()) == 3
    assert [block for block in servers() if "include @SHARE@/edge.conf;" not in block] == []


# ASVS V12.2.1
def test_without_tls_the_proxy_only_says_where_to_go():
    plain = [block for block in servers() if any(line.startswith("listen @HTTP@") for line in block)]
    answers = [[line for line in block if re.search("return|proxy_pass|root|alias", line)] for block in plain]
    redirected = "location / { return 301 https://$host@SHOWN_PORT@$request_uri; }"
    assert answers == [["return 444;"], [redirected, "location @URL_PREFIX@/api/ { return 403; }"]]


# ASVS V12.2.1
def test_without_tls_the_site_only_says_where_to_go(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    finding = make(Finding)
    for address in ("/", "/findings/", finding.get_absolute_url(), "/api/v1/findings/?q=no", "/admin/login/"):
        assert Client().get(address, secure=True).status_code == 200
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"]) == (301, f"https://testserver{address}"), address
        assert answer.content == b""


@pytest.mark.parametrize("address", ["http://gtr.ukri.org", "http://localhost.example.org", "ftp://gtr.ukri.org"])
# ASVS V12.2.1
def test_awards_are_fetched_over_tls_alone(address):
    complete = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "example.org", "CONTACT": "access@example.org"}
    assert f"GTR_ADDRESS='{address}': use an address such as https://gtr.ukri.org." in start(
        **complete, GTR_ADDRESS=address
    )
    assert start(**complete, GTR_ADDRESS="https://gtr.ukri.org") == ""


# ASVS V13.4.1
def test_a_release_is_made_without_the_history_of_the_code():
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").split()
    assert {".git", ".env", "var", ".venv"} - {*ignored} == set()
    steps = (ROOT / "deploy" / "steps.sh").read_text(encoding="utf-8")
    made = [line.strip() for line in steps.splitlines() if '"$RELEASE.making"' in line]
    assert 'git -C "$SOURCE" archive HEAD | tar -x -C "$RELEASE.making"' in made
    assert [line for line in made if re.search(r"\bcp\b|rsync|git clone", line)] == []


# ASVS V13.4.1
def test_nothing_of_the_code_is_served(client, db):
    names = (".git/HEAD", ".git/config", "manage.py", "pyproject.toml", "collabfutures/settings.py", "deploy/steps.sh")
    assert [name for name in names[2:] if not (ROOT / name).is_file()] == []
    assert client.get("/static/site.css").status_code == 200
    asked = [f"{before}{name}" for before in ("/", "/static/", "/static/../", "/static/%2e%2e/") for name in names]
    assert [address for address in asked if client.get(address).status_code != 404] == []

"""What a browser is told and sent: no script makes markup of text, no other site acts at the desk or reads it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib import admin as registered
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.models import Revision, WorkingCopy
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.content import content_of
from findings.models import Finding
from tests.making import make
from tests.signin.test_second_factor import PASSWORD, is_open, person, sign_in

ELSEWHERE = {"Origin": "https://evil.example"}
ALLOWED, WITH_COOKIES = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
OPEN_TO_OTHERS = ("/api/", "/api/v1/findings/", "/api/v1/changes/", "/feed/", "/search/suggest/?q=no")
CLOSED = ("/", "/findings/", "/search/?q=no", "/brief/", "/translate/", "/admin/", "/admin/login/")
# Ways in a script to make markup, or code, of a text.
MARKUP = r"outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTML|srcdoc|\beval\(|new Function"


# ASVS V3.2.2
def test_no_script_makes_markup_of_text():
    sources = {path.name: path.read_text() for path in (Path(configured.BASE_DIR) / "static").glob("*.js")}
    assert sorted(sources) == ["admin.js", "admin_forms.js", "explore.js", "site.js"]
    assert {name: found for name, text in sources.items() if (found := re.findall(MARKUP, text))} == {}
    written = [line.strip() for text in sources.values() for line in text.splitlines() if "innerHTML" in line]
    assert written == ["""head.innerHTML = '<span class="visually-hidden">Line</span>';"""]


@pytest.mark.parametrize("address", ["/", "/api/explore/", "/findings/", "/admin/", "/admin/login/"])
# ASVS V1.3.2
def test_no_page_lets_a_browser_make_code_of_text(address, admin):
    policy = dict(each.strip().split(" ", 1) for each in admin.get(address)["Content-Security-Policy"].split(";"))
    assert policy.get("script-src", policy["default-src"]) == "'self'"
    assert "unsafe" not in str(policy)


# ASVS V3.4.2
def test_other_sites_read_what_is_public_and_never_with_cookies(client, db):
    for address in OPEN_TO_OTHERS:
        answer = client.get(address, headers=ELSEWHERE)
        assert (answer.status_code, answer[ALLOWED], answer.get(WITH_COOKIES)) == (200, "*", None), address
        assert client.get(address).get(WITH_COOKIES) is None
    for address in CLOSED:
        asked = {"headers": ELSEWHERE | {"Access-Control-Request-Method": "POST"}}
        for answer in (client.get(address, headers=ELSEWHERE), client.options(address, **asked)):
            assert (answer.get(ALLOWED), answer.get(WITH_COOKIES)) == (None, None), address


# ASVS V3.5.1
def test_nothing_is_saved_at_the_desk_without_a_token(curator):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(curator)
    finding = make(Finding, State.DRAFT)
    for address in (
        reverse("admin:findings_finding_add"),
        reverse("admin:findings_finding_change", args=[finding.pk]),
        reverse("admin:findings_finding_delete", args=[finding.pk]),
        reverse("admin:findings_finding_look", args=[finding.pk]),
        reverse("admin:findings_finding_decide", args=[finding.pk]),
        reverse("admin:findings_finding_sheet"),
        reverse("admin:auth_user_add"),
        reverse("admin:password_change"),
        reverse("admin:logout"),
        reverse("mfa_activate_totp"),
    ):
        before = stored()
        assert desk.post(address, {"title": "T", "slug": "t", "post": "yes"}).status_code == 403, address
        assert stored() == before, address


# ASVS V3.5.1
def test_nobody_signs_in_without_a_token(db):
    person("editor")
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    assert not Session.objects.exists()
    client.get("/admin/login/")
    sent = {"login": "pat", "password": PASSWORD, "csrfmiddlewaretoken": "a" * 64}
    assert client.post("/admin/login/", sent).status_code == 403
    sent["csrfmiddlewaretoken"] = client.cookies[configured.CSRF_COOKIE_NAME].value
    assert client.post("/admin/login/", sent)["Location"] == "/admin/"
    assert is_open(client)


def stored():
    """Everything that the desk changes; when somebody was last here is no such thing."""
    models = [User, Group, LogEntry, *apps.get_app_config("curation").get_models(), Finding]
    models += [*apps.get_app_config("mfa").get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


@pytest.fixture
def desk(admin, settings):
    """A desk with something of each sort: a draft, a public record with a working copy, one without, a deleted one."""
    settings.SECOND_FACTOR = False
    made = {"draft": make(Finding, State.DRAFT), "public": make(Finding), "copied": make(Finding)}
    save_copy(made["copied"], content_of(made["copied"]) | {"title": "Said at the desk"}, By("somebody"))
    removed = make(Finding, State.DRAFT)
    admin.post(reverse("admin:findings_finding_delete", args=[removed.pk]), {"post": "yes"})
    made["removed"] = Revision.objects.get(act="deleted")
    return admin, made


def asked(made):
    """Every address of a kind of record and of accounts, for each of what was made."""
    for model in (Finding, User):
        for pattern in registered.site._registry[model].get_urls():
            if not pattern.name:
                continue
            keys = {each.pk for each in made.values()} if pattern.pattern.converters else {None}
            for key in sorted(keys, key=str):
                yield reverse(f"admin:{pattern.name}", args=[key] if key else [])


# ASVS V3.5.3
@pytest.mark.long
def test_no_act_of_the_desk_is_done_by_following_a_link(desk):
    client, made = desk
    other = User.objects.create(username="other", is_staff=True)
    before = stored()
    acts = {"_publish": "1", "_return": "1", "_discard": "1", "_save": "1", "post": "yes", "confirmed": "1"}
    acts |= {"action": "publish", "_selected_action": made["draft"].pk, "title": "T", "slug": "t", "forget": "on"}
    addresses = [*asked(made | {"other": other})]
    assert len({*addresses}) == len(addresses) > 60
    statuses = {address: client.get(address, query).status_code for address in addresses for query in ({}, acts)}
    assert stored() == before
    assert WorkingCopy.objects.count() == 1
    assert {address: status for address, status in statuses.items() if status >= 500} == {}
    for name, key in (("discard", made["copied"].pk), ("look", made["draft"].pk), ("send", made["draft"].pk)):
        assert client.get(reverse(f"admin:findings_finding_{name}", args=[key])).status_code == 200
    assert client.get(reverse("admin:findings_finding_bring_back", args=[made["removed"].pk])).status_code == 405


# ASVS V3.5.3
def test_nobody_is_signed_out_by_following_a_link(admin):
    assert admin.get("/admin/logout/").status_code == 405
    assert is_open(admin)
    assert admin.post("/admin/logout/").status_code == 200
    assert not is_open(admin)

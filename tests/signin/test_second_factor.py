"""Whoever publishes, or looks after accounts, is asked for a second factor before the desk opens."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from collabfutures.curation.publication import State
from collabfutures.signin.links import link_for
from findings.models import Barrier
from tests.making import make

PASSWORD = "a long password of theirs"
LISTS = [
    "/admin/",
    "/admin/findings/barrier/",
    "/admin/auth/user/",
    "/admin/curation/revision/",
    "/admin/password_change/",
]


@pytest.fixture(autouse=True)
def needed(settings, db):
    settings.SECOND_FACTOR = True


def person(role, name="pat"):
    user = User.objects.create_user(name, "pat@example.org", PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    return user


def sign_in(client, name="pat", password=PASSWORD, **headers):
    return client.post("/admin/login/", {"login": name, "password": password}, **headers)


def code(secret, later=0):
    """The code of this half minute, which does not end before it is sent; or of one before or after it."""
    if time.time() % 30 > 28:
        time.sleep(2)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def with_factor(user, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"):
    TOTP.activate(user, secret)
    return secret


def is_open(client, path="/admin/"):
    return client.get(path).status_code == 200


@pytest.mark.parametrize("role", ["viewer", "editor", "reviewer", "manager"])
def test_a_curator_without_one_gets_no_further_than_its_page(role):
    person(role)
    client, draft = Client(), make(Barrier, state="draft", no_source_reason="A test.")
    assert sign_in(client)["Location"] == "/admin/"
    for path in LISTS:
        assert client.get(path)["Location"].startswith(reverse("mfa_activate_totp")), path
    sent = {"action": "publish", "_selected_action": [draft.pk], "confirmed": "1"}
    assert client.post("/admin/findings/barrier/", sent)["Location"].startswith(reverse("mfa_activate_totp"))
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_one_is_set_up_in_one_go_and_codes_for_a_day_without_it_are_shown():
    person("reviewer")
    client = Client()
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert b"<svg" in page.content and b"data:image" not in page.content
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Incorrect code." in refused.content.decode()
    secret = refused.context["form"].secret
    codes = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True)
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["unused_codes"][0] in codes.content.decode()
    assert is_open(client)


def test_with_one_the_password_alone_signs_nobody_in():
    secret = with_factor(person("manager"))
    client = Client()
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert not is_open(client)
    assert "Incorrect code." in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert not is_open(client)
    sent = {"code": code(secret)}
    assert client.post(reverse("mfa_authenticate"), sent)["Location"] == "/admin/"
    assert is_open(client)
    again = Client()
    sign_in(again)
    assert again.post(reverse("mfa_authenticate"), sent).status_code == 200, "a code was used twice"


def test_a_recovery_code_signs_in_once():
    user = person("reviewer")
    with_factor(user)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    for is_first in (True, False):
        client = Client()
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_open(client) is is_first


def test_once_it_is_taken_off_the_desk_is_closed_at_once():
    secret = with_factor(person("reviewer"))
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_open(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert client.get("/admin/")["Location"].startswith(reverse("mfa_activate_totp"))


def test_its_secret_stands_nowhere_in_the_clear(settings):
    user = person("reviewer")
    secret = with_factor(user)
    assert secret not in str(Authenticator.objects.get().data)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert Authenticator.objects.get().wrap().validate_code(code(secret))
    settings.SECRET_KEY_FALLBACKS = []
    # A code is taken once: the site forgets that this one was.
    cache.clear()
    assert not Authenticator.objects.get().wrap().validate_code(code(secret))


def test_where_it_is_not_asked_for_nothing_changes(settings):
    settings.SECOND_FACTOR = False
    person("manager")
    client = Client()
    sign_in(client)
    assert is_open(client)


def test_one_is_set_up_after_a_link_was_made_or_asked_for_by_a_stranger(settings):
    settings.EMAIL_HOST = "mail.example.org"
    link_for(person("reviewer"))
    Client().post(reverse("account_reset_password"), {"email": "pat@example.org"})
    client = Client()
    sign_in(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_session_from_before_neither_reads_the_codes_nor_takes_the_factor_off():
    user = person("reviewer")
    client = Client()
    sign_in(client)
    secret = with_factor(user)
    RecoveryCodes.activate(user)
    asked = reverse("mfa_reauthenticate")
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_index"):
        for method in (client.get, client.post):
            assert method(reverse(name))["Location"].startswith(asked), name
    assert not is_open(client)
    assert client.post(f"{asked}?next=/admin/", {"code": code(secret)})["Location"] == "/admin/"
    assert is_open(client)

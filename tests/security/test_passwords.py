"""Passwords and codes: taken as they were typed, asked for in fields that hide them, and never guessed one by one."""

import base64
import random
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collabfutures.signin.links import link_for
from findings.models import Finding
from tests.making import make
from tests.signin.test_second_factor import PASSWORD, code, is_open, person, sign_in, with_factor
from tests.signin.test_sign_in import signed_in

pytestmark = pytest.mark.django_db
ANOTHER = "another long password of theirs"


def choose(account, password):
    """The answer to a password that is chosen by a link, and the client that chose it."""
    client = Client()
    address = client.get(link_for(account), follow=True).redirect_chain[-1][0]
    return client.post(address, {"password1": password, "password2": password}), client


def opens(password):
    """Whether the password signs in."""
    client = Client()
    sign_in(client, password=password)
    cache.clear()
    return is_open(client)


def pages():
    """{name: the page} of every page on which a password is typed."""
    account = person("editor")
    desk, anybody = signed_in(account), Client()
    found = {name: desk.get(reverse(name)) for name in ("account_reauthenticate", "admin:password_change")}
    found["account_login"] = anybody.get(reverse("account_login"))
    found["link"] = anybody.get(link_for(account), follow=True)
    finding = make(Finding)
    found["form"] = desk.get(reverse("admin:findings_finding_change", args=[finding.pk]))
    assert {name: page.status_code for name, page in found.items()} == dict.fromkeys(found, 200)
    return {name: Page(page.content.decode()) for name, page in found.items()}


class Page(HTMLParser):
    """The fields of a page for passwords, each with its attributes, and the addresses of its scripts."""

    def __init__(self, content):
        super().__init__()
        self.passwords, self.scripts = [], []
        self.feed(content)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "input" and "password" in found.get("name", ""):
            self.passwords.append(found)
        elif tag == "script" and "src" in found:
            self.scripts.append(found["src"])


FIELDS = {
    "account_reauthenticate": [("password", "password", "current-password")],
    "admin:password_change": [
        ("old_password", "password", "current-password"),
        ("new_password1", "password", "new-password"),
        ("new_password2", "password", "new-password"),
    ],
    "account_login": [("password", "password", "current-password")],
    "link": [("password1", "password", "new-password"), ("password2", "password", "new-password")],
    # Who was away for long signs in again beside what they typed.
    "form": [("password", "password", "current-password")],
}


# ASVS V6.2.2
def test_somebody_changes_their_own_password():
    person("editor")
    desk = Client()
    sign_in(desk)
    sent = {"old_password": PASSWORD, "new_password1": ANOTHER, "new_password2": ANOTHER}
    assert desk.post("/admin/password_change/", sent)["Location"] == "/admin/password_change/done/"
    assert (opens(ANOTHER), opens(PASSWORD)) == (True, False)


# ASVS V6.2.6
def test_every_field_for_a_password_hides_what_is_typed():
    kinds = {
        name: [(each.get("name"), each.get("type"), each.get("autocomplete")) for each in page.passwords]
        for name, page in pages().items()
    }
    assert kinds == FIELDS


# ASVS V6.2.7
def test_a_password_may_be_pasted_and_filled_in_by_a_manager_of_passwords():
    """No field is kept from either, and no script of these pages knows of pasting."""
    found = pages()
    fields = [each for page in found.values() for each in page.passwords]
    assert len(fields) == sum(map(len, FIELDS.values()))
    assert {name for each in fields for name in each if name.startswith("on") or name == "readonly"} == set()
    named = {address for page in found.values() for address in page.scripts}
    scripts = {each.removeprefix("/static/") for each in named if each.startswith("/static/")}
    assert "admin_forms.js" in scripts
    scripts |= {path.name for path in (Path(settings.BASE_DIR) / "static").glob("*.js")}
    assert [each for each in sorted(scripts) if re.search("paste|clipboard|beforeinput", script(each))] == []


def script(name):
    return Path(finders.find(name)).read_text(encoding="utf-8")


# ASVS V6.2.8
def test_a_password_is_taken_as_it_was_typed():
    typed = "  Ab c…é long Enough ÅÆ\u00a0 "
    answer, _ = choose(person("editor"), typed)
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert opens(typed)
    others = (typed.strip(), typed.lstrip(), typed.rstrip(), typed.lower(), typed.upper(), " ".join(typed.split()))
    assert [opens(other) for other in others] == [False] * len(others)


# ASVS V6.2.9
def test_a_password_of_128_characters_is_taken_whole():
    typed = "".join(chr(ord("a") + number % 26) for number in range(128))
    answer, _ = choose(person("editor"), typed)
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert (opens(typed), opens(typed[:127]), opens(typed[:72])) == (True, False, False)


# ASVS V6.2.10
def test_a_password_of_ten_years_is_still_one():
    person("editor")
    long_ago = timezone.now() - timedelta(days=3_653)
    User.objects.update(date_joined=long_ago, last_login=long_ago)
    assert opens(PASSWORD)


# ASVS V6.3.1
def test_after_five_wrong_codes_the_right_one_waits():
    account = person("manager")
    secret = with_factor(account)
    spare = RecoveryCodes.activate(account).get_unused_codes()[0]
    client = Client()
    sign_in(client)
    asked = reverse("mfa_authenticate")
    for number in range(5):
        assert "Incorrect code." in client.post(asked, {"code": f"wrong-{number}"}).content.decode()
    for right in (code(secret), spare):
        assert "Too many failed login attempts." in client.post(asked, {"code": right}).content.decode()
        assert not is_open(client)
    # Five minutes later.
    cache.clear()
    assert client.post(asked, {"code": spare})["Location"] == "/admin/"
    assert is_open(client)


# ASVS V6.3.2
@pytest.mark.long
def test_a_site_in_production_begins_without_an_account(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="In production create accounts with"):
        call_command("ensure_curator")
    call_command("load_series", verbosity=0)
    assert User.objects.count() == 0


# ASVS V6.4.2
def test_nobody_is_asked_for_a_hint(settings):
    settings.EMAIL_HOST = "mail.example.org"
    asked = Client().get(reverse("account_reset_password")).context["form"]
    chosen = Client().get(link_for(person("editor")), follow=True).context["form"]
    login = Client().get(reverse("account_login")).context["form"]
    assert [list(form.fields) for form in (asked, chosen, login)] == [
        ["email"],
        ["password1", "password2"],
        ["login", "password"],
    ]
    kept = {field.name for field in User._meta.get_fields()}
    assert {name for name in kept if re.search("hint|question|answer|remind", name)} == set()


# ASVS V6.4.3
def test_a_new_password_goes_round_no_second_factor(settings):
    settings.SECOND_FACTOR = True
    account = person("reviewer")
    with_factor(account)
    answer, client = choose(account, ANOTHER)
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert not is_open(client)
    assert account.authenticator_set.count() == 1
    for each in (client, Client()):
        assert sign_in(each, password=ANOTHER)["Location"] == reverse("mfa_authenticate")
        assert not is_open(each)


# ASVS V6.5.3
def test_secrets_of_second_factors_are_drawn_where_nobody_foresees_them():
    """A generator that somebody could set to begin anew would give the same ones again."""
    for draw in (generate_totp_secret, RecoveryCodes.generate_seed):
        drawn = []
        for _ in range(1_000):
            random.seed(1)
            drawn.append(draw())
        assert len(set(drawn)) == 1_000
    assert {len(base64.b32decode(generate_totp_secret())) for _ in range(100)} == {20}
    desk = signed_in(person("editor"))
    shown = [desk.get(reverse("mfa_activate_totp")).context["form"].secret for _ in range(2)]
    assert [len(base64.b32decode(each)) for each in shown] == [20, 20]


# ASVS V6.5.4
def test_a_recovery_code_has_eight_digits():
    found = [RecoveryCodes.activate(person("editor", f"pat-{number}")).get_unused_codes() for number in range(20)]
    assert {len(each) for each in found} == {10}
    assert [each for codes in found for each in codes if not re.fullmatch("[0-9]{8}", each)] == []


# ASVS V11.3.1
def test_a_secret_is_encrypted_anew_each_time_and_read_only_as_it_was_written():
    adapter, secret = get_adapter(), generate_totp_secret()
    stored, again = adapter.encrypt(secret), adapter.encrypt(secret)
    assert stored != again
    assert [adapter.decrypt(each) for each in (stored, again)] == [secret, secret]
    # The last letters hold bits that stand for nothing.
    for place in range(len(stored) - 4):
        other = "A" if stored[place] != "A" else "B"
        read = [adapter.decrypt(f"{stored[:place]}{other}{stored[place + 1 :]}") for _ in range(2)]
        # It is noticed, not made something of: what is read is a new secret each time.
        assert len({secret, *read}) == 3, place

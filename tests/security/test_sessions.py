"""A session is a long random value that begins with a sign-in and ends with it; a link is bound to the site's key."""

import random
import re
from datetime import datetime, timedelta

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings as configured
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collabfutures.signin.links import link_for
from collabfutures.signin.tokens import LinkTokens
from tests.signin.test_second_factor import is_open, person, sign_in
from tests.signin.test_sign_in import signed_in

pytestmark = pytest.mark.django_db
SIGN_IN = "/admin/login/?next=/admin/"
REFUSED = "This link has been used already, or is older than three days."


def cookie(client):
    return client.cookies[configured.SESSION_COOKIE_NAME].value


def with_cookie(value):
    client = Client()
    client.cookies[configured.SESSION_COOKIE_NAME] = value
    return client


def answer_to(link):
    return Client().get(link, follow=True).content.decode()


# ASVS V7.2.2
def test_each_sign_in_has_a_value_of_its_own_which_ends_with_it():
    account = person("editor")
    desks = [signed_in(account) for _ in range(3)]
    values = [cookie(desk) for desk in desks]
    assert len(set(values)) == 3
    for number, desk in enumerate(desks, start=1):
        desk.post("/admin/logout/")
        assert [is_open(with_cookie(value)) for value in values] == [False] * number + [True] * (3 - number)


# ASVS V7.2.2
def test_a_value_that_the_site_did_not_give_is_no_session():
    person("editor")
    client = with_cookie("a" * 32)
    sign_in(client)
    assert is_open(client)
    assert cookie(client) != "a" * 32
    assert not is_open(with_cookie("a" * 32))


# ASVS V7.2.3
def test_a_session_is_named_by_32_random_letters_and_digits():
    assert re.fullmatch("[a-z0-9]{32}", cookie(signed_in(person("editor"))))
    drawn = []
    for _ in range(1_000):
        random.seed(1)
        drawn.append(SessionStore()._get_new_session_key())
    assert len(set(drawn)) == 1_000
    assert {len(each) for each in drawn} == {32}
    assert len({*"".join(drawn)}) == 36


# ASVS V7.3.1
def test_who_does_nothing_for_two_hours_signs_in_again():
    assert configured.SESSION_COOKIE_AGE == 7_200
    client = signed_in(person("editor"))
    assert is_open(client)
    assert client.cookies[configured.SESSION_COOKIE_NAME]["max-age"] == 7_200
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(seconds=7_100) < left <= timedelta(seconds=7_200)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/admin/")["Location"] == SIGN_IN


# ASVS V7.4.1
def test_a_session_that_was_left_is_kept_nowhere():
    client = signed_in(person("editor"))
    old = cookie(client)
    assert is_open(with_cookie(old))
    assert client.post("/admin/logout/").status_code == 200
    assert with_cookie(old).get("/admin/")["Location"] == SIGN_IN
    assert not Session.objects.filter(session_key=old).exists()
    assert client.get("/admin/")["Location"] == SIGN_IN


# ASVS V9.1.2
def test_a_link_is_made_with_sha_256_and_with_nothing_less():
    account, weaker = person("editor"), LinkTokens()
    weaker.algorithm = "sha1"
    assert LinkTokens().algorithm == "sha256"
    made = {name: tokens.make_token(account) for name, tokens in (("sha256", LinkTokens()), ("sha1", weaker))}
    assert {name: LinkTokens().check_token(account, token) for name, token in made.items()} == {
        "sha256": True,
        "sha1": False,
    }
    uid = user_pk_to_url_str(account)
    links = [reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}) for key in made.values()]
    assert [REFUSED in answer_to(link) for link in links] == [False, True]


@pytest.mark.parametrize("kind", [Signer, TimestampSigner])
# ASVS V9.1.2
def test_what_is_signed_is_signed_with_sha_256(kind):
    assert kind().unsign(kind().sign("said")) == "said"
    for weaker in ("sha1", "md5"):
        with pytest.raises(BadSignature):
            kind().unsign(kind(algorithm=weaker).sign("said"))


# ASVS V9.1.3
def test_a_link_that_was_made_with_another_key_is_refused(settings):
    account, own = person("editor"), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "k" * 60, []
    link = link_for(account)
    assert "Choose a password" in answer_to(link)
    settings.SECRET_KEY = own
    assert REFUSED in answer_to(link)
    settings.SECRET_KEY_FALLBACKS = ["k" * 60]
    assert REFUSED not in answer_to(link)


# ASVS V9.2.1
def test_a_link_ends_after_three_days(monkeypatch):
    link, made = link_for(person("editor")), datetime.now()
    for late, is_refused in ((timedelta(days=3, seconds=-60), False), (timedelta(days=3, seconds=2), True)):
        monkeypatch.setattr(LinkTokens, "_now", lambda self, late=late: made + late)
        assert (REFUSED in answer_to(link)) is is_refused

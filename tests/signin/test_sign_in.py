"""Who signs in, who is kept out for a while, and how somebody gets in who has no password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from collabfutures.signin.links import link_for
from tests.signin.test_second_factor import PASSWORD, is_open, person, sign_in, with_factor

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
pytestmark = pytest.mark.django_db


def test_after_five_wrong_passwords_the_right_one_waits_but_not_the_owner_elsewhere():
    person("editor")
    client, owner = Client(), Client()
    for _ in range(5):
        assert "are not correct" in sign_in(client, password="wrong").content.decode()
    for password in ("wrong", PASSWORD):
        assert "Too many failed login attempts." in sign_in(client, password=password).content.decode()
    assert not is_open(client)
    sign_in(owner, **ELSEWHERE)
    assert is_open(owner)


def test_an_address_that_tries_one_name_after_another_is_stopped():
    person("editor")
    client = Client()
    for number in range(20):
        sign_in(client, name=f"name-{number}", password="wrong")
    assert "Too many failed login attempts." in sign_in(client).content.decode()


def test_a_header_makes_nobody_another_unless_a_proxy_is_trusted():
    person("editor")
    for number in range(5):
        sign_in(Client(), password="wrong", headers={"X-Forwarded-For": f"198.51.100.{number}"})
    told = sign_in(Client(), headers={"X-Forwarded-For": "198.51.100.77"}).content.decode()
    assert "Too many failed login attempts." in told


def test_nobody_signs_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    for path in ("signup/", "account/signup/", "account/email/", "account/social/"):
        assert Client().get(f"/admin/{path}").status_code in {302, 404}
    assert not User.objects.exists()


def test_an_account_that_is_not_staff_does_not_sign_in_and_one_that_was_is_out_at_once():
    user = person("editor")
    client = Client()
    sign_in(client)
    assert is_open(client)
    user.is_staff = False
    user.save()
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/").status_code == 200
    assert sign_in(client).status_code == 200
    assert not is_open(client)


def test_nobody_is_sent_to_another_site_by_signing_in():
    person("editor")
    data = {"login": "pat", "password": PASSWORD, "next": "https://example.com/"}
    assert Client().post("/admin/login/", data)["Location"] == "/admin/"


def made_link(client, account, **data):
    page = client.post(reverse("admin:auth_user_link", args=[account.pk]), data)
    found = re.search(r'id="link">http://testserver([^<]+)<', page.content.decode())
    return page, found and found[1]


def manager():
    return signed_in(person("manager", "morgan"))


def signed_in(user):
    client = Client()
    sign_in(client, user.username)
    return client


def test_a_new_colleague_is_added_without_a_password_and_chooses_one_by_a_link_that_works_once():
    desk = manager()
    added = {"username": "new", "usable_password": "false", "password1": "", "password2": ""}
    assert desk.post("/admin/auth/user/add/", added).status_code == 302
    account = User.objects.get(username="new")
    assert not account.has_usable_password()
    account.is_staff = True
    account.save()
    account.groups.set(Group.objects.filter(name="editor"))
    _, link = made_link(desk, account)
    client = Client()
    form = client.get(link, follow=True)
    chosen = {"password1": "three words of hers", "password2": "three words of hers"}
    assert client.post(form.redirect_chain[-1][0], chosen, follow=True).status_code == 200
    sign_in(client, "new", "three words of hers")
    assert is_open(client)
    assert "has been used already" in Client().get(link, follow=True).content.decode()


def test_a_password_that_is_too_simple_is_refused_where_it_is_typed():
    link = link_for(person("editor"))
    client = Client()
    address = client.get(link, follow=True).redirect_chain[-1][0]
    told = client.post(address, {"password1": "12345678", "password2": "12345678"}).content.decode()
    assert "This password is too common." in told


def test_nobody_makes_a_link_for_an_account_that_may_do_more_or_without_the_right_to():
    owner = User.objects.create_superuser("owner", password=PASSWORD)
    page, link = made_link(manager(), owner)
    assert (page.status_code, link) == (403, None)
    for account in (owner, person("viewer", "vic")):
        page, link = made_link(signed_in(person("editor", f"eddie-{account.pk}")), account)
        assert (page.status_code, link) == (403, None)


def test_a_lost_telephone_is_taken_off_with_the_link():
    account = person("reviewer")
    with_factor(account)
    desk = manager()
    made_link(desk, account)
    assert account.authenticator_set.exists()
    made_link(desk, account, forget="on")
    assert not account.authenticator_set.exists()


def test_who_forgot_a_password_is_sent_a_link_where_the_site_sends_mail(settings):
    person("editor")
    client = Client()
    told = client.post(reverse("account_reset_password"), {"email": "pat@example.org"}).content.decode()
    assert "This site sends no mail." in told
    settings.EMAIL_HOST = "mail.example.org"
    for address in ("pat@example.org", "nobody@example.org"):
        sent = client.post(reverse("account_reset_password"), {"email": address})
        assert sent["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["pat@example.org"]]
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    assert "Choose a password" in client.get(link, follow=True).content.decode()


def test_a_mail_server_that_is_away_is_no_error_of_the_page(settings):
    person("editor")
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    sent = Client().post(reverse("account_reset_password"), {"email": "pat@example.org"})
    assert sent["Location"] == reverse("account_reset_password_done")


def test_the_operator_makes_a_link_at_the_terminal(capsys):
    account = person("manager")
    with_factor(account)
    call_command("sign_in_link", "pat", "--site", "https://example.org/", "--forget-second-factor")
    link = capsys.readouterr().out.strip()
    assert link.startswith("https://example.org/admin/account/password/")
    assert not account.authenticator_set.exists()
    assert "Choose a password" in Client().get(link.removeprefix("https://example.org"), follow=True).content.decode()
    with pytest.raises(CommandError, match="No active curator is called 'nobody'"):
        call_command("sign_in_link", "nobody")


def test_the_list_of_accounts_says_who_has_a_second_factor(django_assert_max_num_queries):
    desk = manager()
    with_factor(person("reviewer"))
    with django_assert_max_num_queries(10):
        page = desk.get("/admin/auth/user/").content.decode()
    assert page.count('field-has_second_factor"><img src="/static/admin/img/icon-yes.svg"') == 1


def long_since(client):
    """They signed in hours ago, and have left their desk open."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 7_000
    session.save()


def test_an_open_desk_makes_no_link_and_nobody_makes_one_for_themselves():
    account, desk = person("editor"), manager()
    page, link = made_link(desk, User.objects.get(username="morgan"))
    assert (page.status_code, link) == (403, None)
    long_since(desk)
    answer = desk.post(reverse("admin:auth_user_link", args=[account.pk]))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    made = desk.post(answer["Location"], {"password": PASSWORD})
    assert b'id="link"' in made.content, "what was asked for is done once it is clear who asks"


def test_a_link_ends_with_a_new_address_or_other_rights():
    for change in ({"email": "new@example.org"}, {"is_superuser": True}, {"is_active": False}):
        account = person("editor", f"pat-{next(iter(change))}")
        link = link_for(account)
        User.objects.filter(pk=account.pk).update(**change)
        assert "has been used already" in Client().get(link, follow=True).content.decode(), change


def test_a_former_address_gets_no_link_and_neither_does_who_is_no_curator(settings):
    settings.EMAIL_HOST = "mail.example.org"
    account = person("editor")
    link_for(account)
    Client().post(reverse("account_reset_password"), {"email": "pat@example.org"})
    User.objects.filter(pk=account.pk).update(email="new@example.org")
    User.objects.create_user("reader", "reader@example.org")
    for address in ("pat@example.org", "reader@example.org"):
        Client().post(reverse("account_reset_password"), {"email": address})
    assert len(mail.outbox) == 1
    assert not EmailAddress.objects.exists()


def test_addresses_of_one_network_count_as_one():
    person("editor")
    for number in range(5):
        sign_in(Client(), password="wrong", REMOTE_ADDR=f"2001:db8::{number + 1}")
    told = sign_in(Client(), REMOTE_ADDR="2001:db8::99").content.decode()
    assert "Too many failed login attempts." in told


def test_no_cache_keeps_a_page_on_which_somebody_signs_in_or_a_secret_stands():
    client = signed_in(person("editor"))
    names = ("account_login", "mfa_index", "mfa_activate_totp", "account_reset_password", "account_reauthenticate")
    for address in (*map(reverse, names), link_for(User.objects.get())):
        assert "no-store" in client.get(address)["Cache-Control"], address

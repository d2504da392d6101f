"""Signing in by browser: a link, a password, a second factor; a session that ends and asks for both."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.cache import cache

from collabfutures.signin.links import link_for
from seminars.models import Theme
from tests.check.test_desk import PASSWORD, address
from tests.check.test_desk_journeys import followed, looked_at

pytestmark = pytest.mark.browser
SIZES = [(1280, "light"), (375, "dark")]


@pytest.fixture(params=SIZES, ids=["wide", "narrow"])
def newcomer(request, site, chromium, settings):
    """(page, account) of somebody who may write and publish, has no password yet, and will need a second factor."""
    settings.SECOND_FACTOR = True
    width, scheme = request.param
    User.objects.filter(username="newcomer").delete()
    user = User.objects.create_user("newcomer", is_staff=True)
    user.groups.add(Group.objects.get(name="manager"))
    context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=site, color_scheme=scheme)
    yield context.new_page(), user
    context.close()


def code_of(key):
    """A code that is good for some seconds more."""
    if time.time() % 30 > 24:
        time.sleep(7)
    return format_hotp_value(hotp_value(key, int(time.time()) // 30))


def next_code(key):
    """A code is taken once: rather than to wait for the next one, have the site forget that this one was."""
    cache.clear()
    return code_of(key)


def sign_in(page):
    page.fill("#id_login", "newcomer")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def come_in(page, user):
    """From the link to the desk; the key of the second factor."""
    page.goto(link_for(user))
    looked_at(page)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.get_by_role("button", name="Take this password").click()
    followed(page, page.get_by_role("link", name="Sign in"))
    sign_in(page)
    page.get_by_role("heading", name="Set up a second factor").wait_for()
    looked_at(page)
    key = page.locator(".key").inner_text()
    page.fill("#id_code", code_of(key))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Go on to the desk").click()
    page.wait_for_selector(".queues")
    return key


def test_from_a_link_to_the_desk_and_in_again(newcomer):
    page, user = newcomer
    key = come_in(page, user)
    followed(page, page.get_by_role("link", name="Second factor"))
    page.goto("/admin/account/sessions/")
    looked_at(page)
    assert "(this one)" in page.get_by_role("listitem").inner_text()
    page.locator("#logout-form button").click()
    page.goto("/admin/")
    page.fill("#id_login", "newcomer")
    page.fill("#id_password", "wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    looked_at(page)
    sign_in(page)
    page.get_by_label("Code").wait_for()
    looked_at(page)
    page.get_by_label("Code").fill(next_code(key))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector(".queues")


def test_a_session_that_has_ended_asks_for_the_code_in_place_too(newcomer):
    page, user = newcomer
    key = come_in(page, user)
    theme = Theme.objects.create(title="Before", slug="a-code-in-place")
    page.goto(address(Theme, "change", theme.pk))
    page.fill("#id_title", "After a long lunch")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_selector("#sign-in-again[open]")
    page.fill("#again_username", "newcomer")
    page.fill("#again_password", PASSWORD)
    page.get_by_role("button", name="Sign in and save").click()
    page.get_by_text("And now the code").wait_for()
    looked_at(page)
    page.fill("#again_code", next_code(key))
    page.get_by_role("button", name="Sign in and save").click()
    page.wait_for_selector(".messagelist")
    theme.refresh_from_db()
    assert theme.title == "After a long lunch"
    theme.delete()


def test_a_manager_makes_a_link(newcomer, settings):
    settings.SECOND_FACTOR = False
    page, user = newcomer
    user.set_password(PASSWORD)
    user.save()
    page.goto("/admin/")
    sign_in(page)
    page.wait_for_selector("#logout-form")
    User.objects.filter(username="colleague").delete()
    colleague = User.objects.create_user("colleague", is_staff=True)
    page.goto(f"/admin/auth/user/{colleague.pk}/change/")
    followed(page, page.get_by_role("link", name="A link to choose a password"))
    page.get_by_role("button", name="Make the link").click()
    page.get_by_role("status").wait_for()
    looked_at(page)
    assert "/admin/account/password/" in page.locator("#link").inner_text()

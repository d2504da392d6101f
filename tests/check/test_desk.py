"""A curator at work in a browser: nothing that axe finds, nothing lost, and everything taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk, discard_copy
from collabfutures.curation.models import kinds
from collabfutures.curation.revisions.acts import NOBODY
from findings.models import Finding
from seminars.models import Seminar, Theme
from tests.check.test_browser import TAGS

pytestmark = pytest.mark.browser
SOME = (Finding, Seminar, Theme)
PASSWORD = "only-for-tests"


def address(kind, page, *args):
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{page}", args=args)


@pytest.fixture(params=[(1280, "light"), (375, "dark")], ids=["wide", "narrow"])
def desk(request, site, chromium):
    """A page of a signed-in curator, wide and light, narrow and dark."""
    width, scheme = request.param
    User.objects.filter(username="curator").delete()
    User.objects.create_superuser("curator", password=PASSWORD)
    context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=site, color_scheme=scheme)
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


def sign_in(page):
    page.goto("/admin/")
    page.fill("#id_login", "curator")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_selector("#logout-form")


def saved(page):
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_selector(".messagelist")


def faults(page):
    page.evaluate(Axe().axe_script)
    rules = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    run = page.evaluate("options => axe.run(document, options).then(result => result.violations)", rules)
    return [(each["id"], each["nodes"][0]["html"][:160]) for each in run]


def states(every_kind):
    """Every list and form of the admin, and of some kinds the other pages too."""
    yield from ("/admin/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/group/add/")
    for kind in kinds() if every_kind else SOME:
        record = kind.objects.order_by("pk").first()
        yield address(kind, "changelist")
        yield address(kind, "change", record.pk) if record else address(kind, "add")
    for kind in SOME:
        record = kind.objects.order_by("pk").first()
        yield from (address(kind, "add"), address(kind, "deleted"))
        yield from (address(kind, page, record.pk) for page in ("history", "delete"))


def test_axe_finds_nothing_at_the_desk(desk):
    found = {}
    for path in states(every_kind=desk.viewport_size["width"] > 1000):
        desk.goto(path)
        found[path] = faults(desk)
    desk.context.clear_cookies()
    desk.goto("/admin/login/")
    found["login"] = faults(desk)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_an_edit_is_compared_and_taken_back(desk):
    finding = Finding.objects.published().exclude(summary="").first()
    change, title = address(Finding, "change", finding.pk), finding.title
    desk.goto(change)
    desk.fill("#id_title", "Written in haste")
    desk.fill("#id_summary", f"{finding.summary} Perhaps.")
    saved(desk)
    desk.goto(address(Finding, "history", finding.pk))
    desk.get_by_role("link", name="See what changed").first.click()
    assert "Perhaps" in desk.locator("ins").last.inner_text()
    assert faults(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    desk.get_by_role("link", name="All versions").click()
    desk.get_by_role("link", name="open the version").last.click()
    assert "Nothing is saved yet" in desk.locator("p.warning[role=status]").inner_text()
    assert faults(desk) == []
    saved(desk)
    said = at_desk(finding)
    assert said["title"] == title
    assert "Perhaps" not in said["summary"]
    discard_copy(finding, NOBODY)


def test_a_deleted_draft_is_brought_back(desk):
    draft = Theme.objects.create(title="A draft of a theme", slug="a-draft-of-a-theme")
    desk.goto(address(Theme, "delete", draft.pk))
    desk.get_by_role("button", name="Yes").click()
    desk.goto(address(Theme, "changelist"))
    desk.get_by_role("link", name="Deleted", exact=True).click()
    desk.get_by_role("button", name="Bring back").first.click()
    assert "is back, as a draft" in desk.locator(".messagelist").inner_text()
    assert Theme.objects.get(pk=draft.pk).state == "draft"
    Theme.objects.filter(pk=draft.pk).delete()


def test_two_editors_keep_what_each_of_them_changed(desk):
    finding = Finding.objects.published().last()
    other = desk.context.new_page()
    for page in (desk, other):
        page.goto(address(Finding, "change", finding.pk))
    desk.fill("#id_curator_note", "Mine.")
    surely = f"perhaps, at {desk.viewport_size['width']}"
    other.fill("#id_modality", surely)
    saved(other)
    saved(desk)
    assert "Theirs was kept in: How surely the source puts it" in desk.locator(".messagelist").inner_text()
    finding.refresh_from_db()
    assert (finding.curator_note, at_desk(finding)["modality"]) == ("Mine.", surely)
    discard_copy(finding, NOBODY)

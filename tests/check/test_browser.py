"""The pages in a real browser: accessible, whole at any width, without JavaScript, without a word to other hosts."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User

from collabfutures.curation.models import kinds
from findings.models import Finding
from tests.addresses import PAGES
from tests.walk import addresses

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Between light and dark nothing changes but colours.
RULES = {
    "light": {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]},
    "dark": {
        "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
        "resultTypes": ["violations"],
    },
}


# A brief that one page was given would be carried to all the others.
FORGET = "localStorage.clear()"


def every_page():
    """{name: address} of the named pages, and of each public pattern that they leave out and that is a page."""
    records = {kind: kind.objects.published().last() for kind in kinds()}
    walked = addresses({kind: record or kind(slug="none-yet") for kind, record in records.items()})
    pages = [path for path in walked if not re.search(r"/api/|\.xml|\.txt|\.ico|/feed/|/suggest/|z$|none-yet", path)]
    return PAGES | {path: path for path in pages if path not in PAGES.values()}


@pytest.mark.parametrize("part", [0, 1, 2])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(width, part, site, chromium):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page, found = context.new_page(), {}
    page.add_init_script(FORGET)
    for name, address in list(every_page().items())[part::3]:
        page.goto(site + address)
        page.evaluate(Axe().axe_script)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            faults = page.evaluate("options => axe.run(document, options).then(result => result.violations)", rules)
            if faults:
                found[f"{name}, {scheme}"] = [(fault["id"], fault["nodes"][0]["html"]) for fault in faults]
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{name} runs {over} pixels over the edge at {width}"
    context.close()
    assert found == {}


def test_a_practitioner_narrows_a_list_without_javascript(site, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/")
    page.get_by_role("link", name="Public sector", exact=True).click()
    assert page.get_by_role("heading", level=2).first.inner_text().startswith("1 finding")
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Private sector").check()
    page.get_by_role("button", name="Show").click()
    assert "sector=public" in page.url
    assert "sector=private" in page.url
    assert page.get_by_role("heading", level=2).first.inner_text().startswith("1 finding")
    page.get_by_role("link", name="Sector: Private sector").click()
    assert page.get_by_role("heading", level=2).first.inner_text().startswith("1 finding")
    page.locator("article h3 a").first.click()
    assert page.get_by_role("heading", name="What is recorded").is_visible()
    context.close()


@pytest.mark.parametrize("name", ["filtered", "home", "compare", "what competes", "map", "brief", "translate"])
def test_every_control_is_reached_by_keyboard(name, site, page):
    page.goto(site + PAGES[name])
    # A group of radio buttons is one stop of the Tab key; the arrow keys move inside it.
    page.evaluate("document.querySelectorAll('input[type=radio]').forEach(e => e.dataset.group = e.name)")
    wanted = page.evaluate(
        """[...document.querySelectorAll('a[href], button, input:not([type=hidden]):not([disabled]), select, summary')]
        .filter(e => e.checkVisibility() && !e.dataset.group).map((e, i) => (e.dataset.stop = i)).length"""
    )
    reached = set()
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.dataset.stop")
        if stop is not None:
            reached.add(stop)
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", "focus must be visible"
    assert len(reached) == wanted


def test_the_skip_link_leads_to_the_content(site, page):
    page.goto(f"{site}/findings/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_no_page_speaks_to_another_host_or_breaks_its_own_policy(site, page):
    page.add_init_script(FORGET)
    User.objects.create_superuser("curator", password="only-for-tests")
    complaints, hosts = [], set()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for address in PAGES.values():
        page.goto(site + address)
    page.goto(f"{site}/admin/")
    page.fill("#id_login", "curator")
    page.fill("#id_password", "only-for-tests")
    page.click("input[type=submit]")
    page.goto(f"{site}/admin/findings/finding/{Finding.objects.first().pk}/change/")
    page.get_by_role("button", name="Save and continue editing").first.click()
    assert "was changed successfully" in page.locator(".messagelist").inner_text()
    assert hosts == {site.split("/")[2]}
    # Chromium calls a 400 or 404 of ours an error of the console; anything else would be a fault of the page.
    assert [text for text in complaints if "status of 40" not in text] == []


def test_a_page_weighs_at_most_100_kilobytes(site, page):
    weights = {}
    page.add_init_script(FORGET)
    page.on("response", lambda response: weights.setdefault(page.url, []).append(len(response.body())))
    for address in every_page().values():
        weights.clear()
        page.goto(site + address, wait_until="load")
        assert sum(sum(sizes) for sizes in weights.values()) <= 100_000, address


@pytest.fixture
def elsewhere(tmp_path):
    """The address of another site, with an empty page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def test_a_page_of_another_site_may_ask_with_any_header(site, elsewhere, chromium):
    """A browser asks beforehand whether it may; Chromium refuses what the answer to that does not allow."""
    page = chromium.new_page()
    page.goto(elsewhere)
    asked = """async (address) => {
        const answer = await fetch(address, {headers: {"If-None-Match": '"x"', "X-Anything": "1"}});
        return [answer.status, answer.headers.get("ETag") !== null, answer.headers.get("X-Total-Count") !== null];
    }"""
    assert page.evaluate(asked, f"{site}/api/v1/findings/") == [200, True, True]
    assert page.evaluate(asked, f"{site}/api/v1/findings/never-was/")[0] == 404
    assert page.evaluate(asked, f"{site}/search/suggest/?q=tr")[0] == 200
    page.close()

"""The page that tries the API, in a browser: it asks, shows what came, and stays accessible with an answer open."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.check.test_browser import RULES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 375])
def test_a_list_is_asked_from_the_page_under_its_policy(width, site, chromium):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page, told = context.new_page(), []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    answer = page.goto(f"{site}/api/explore/")
    assert "unsafe" not in answer.headers["content-security-policy"]
    page.locator("#operations-tag-findings").click()
    page.get_by_text("List findings", exact=True).click()
    page.get_by_role("button", name="Execute").click()
    page.get_by_text("Request URL").first.wait_for()
    page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
    assert "several-discourses" in page.locator(".live-responses-table").inner_text()
    page.evaluate(Axe().axe_script)
    faults = page.evaluate("options => axe.run(document, options).then(result => result.violations)", RULES["light"])
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert told == []
    context.close()

"""What JavaScript adds: filters answered in place, a record added without leaving, a brief that survives Back."""

import pytest

pytestmark = pytest.mark.browser


def test_filters_are_answered_in_place_where_javascript_runs(site, page):
    page.goto(f"{site}/findings/")
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Public sector").check()
    page.wait_for_url("**/findings/?sector=public")
    assert page.locator("#results").inner_text().startswith("1 finding")
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("document.activeElement.id") == "sector-public"
    assert page.locator("#told").inner_text().startswith("1 finding")
    page.go_back()
    page.wait_for_url("**/findings/")
    page.get_by_role("heading", name="24 findings").wait_for()


def test_ticking_a_filter_moves_no_option_and_swallows_no_click(site, page):
    page.goto(f"{site}/findings/")
    texts = "[...document.querySelectorAll('.option span:first-of-type')].map(each => each.textContent)"
    before = page.evaluate(texts)
    boxes = page.locator(".facet[open] .option input:enabled")
    # The second is clicked before the first is answered.
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.wait_for_url("**sector=private&sector=public**")
    page.wait_for_function("document.getElementById('told').textContent.includes('finding')")
    assert page.evaluate(texts)[: len(before)] == before
    assert boxes.nth(0).is_checked()
    assert boxes.nth(1).is_checked()


def test_a_group_that_was_closed_stays_closed_and_what_finds_nothing_is_disabled(site, page):
    page.goto(f"{site}/findings/")
    page.locator("#field-scope > summary").click()
    page.get_by_label("Public sector").check()
    page.wait_for_url("**sector=public**")
    assert page.locator("#field-scope").get_attribute("open") is None
    page.locator("#field-scope > summary").click()
    gone = page.locator("#scope-all")
    assert gone.is_disabled()
    assert "0" in page.locator("label", has=gone).inner_text()


def test_a_text_is_answered_on_enter_and_focus_stays_in_its_field(site, page):
    page.goto(f"{site}/findings/")
    page.get_by_label("Search these findings").fill("trust")
    page.locator("h1").click()
    assert "q=trust" not in page.url
    page.get_by_label("Search these findings").press("Enter")
    page.wait_for_url("**q=trust**")
    assert page.evaluate("document.activeElement.id") == "field-q"


def test_adding_a_record_keeps_the_reader_where_they_are_and_says_so(site, page):
    page.goto(f"{site}/findings/?discourse=efficiency")
    page.evaluate("window.sameDocument = true")
    link = page.locator("a[data-add]").first
    line = link.evaluate("each => each.parentElement.id")
    link.click()
    page.wait_for_url("**brief=finding.**")
    assert page.evaluate("window.sameDocument")
    assert "discourse=efficiency" in page.url
    assert page.evaluate("document.activeElement.id") == line
    assert "In my brief" in page.locator(f"#{line}").inner_text()
    assert "My brief" in page.locator("#told").inner_text()
    assert page.locator("#my-brief .badge").inner_text().startswith("1")


def test_a_brief_survives_back_and_bookmarks_until_it_is_emptied(site, page):
    page.goto(f"{site}/barriers/language/")
    page.get_by_role("link", name="Put it in my brief").click()
    page.wait_for_url("**/brief/?brief=barrier.language")
    page.go_back()
    page.wait_for_url("**/barriers/language/?brief=barrier.language")
    page.goto(f"{site}/themes/?q=trust")
    page.wait_for_url("**/themes/?q=trust&brief=barrier.language")
    page.locator("#my-brief").click()
    page.get_by_role("link", name="Take it out").click()
    page.wait_for_url("**/brief/")
    page.get_by_text("It is empty so far").wait_for()
    page.goto(f"{site}/themes/")
    assert page.url == f"{site}/themes/"

"""Six tasks of a practitioner, on a phone, without JavaScript, each in at most five steps."""

import io
import re

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser

MOST = 5


class Walk:
    """A page on a phone, and how many links and buttons were followed on it."""

    def __init__(self, context, site):
        self.page, self.site, self.steps = context.new_page(), site, 0
        self.page.goto(f"{site}/")

    def follow(self, name, **options):
        self._step(self.page.get_by_role("link", name=name, **options).first)

    def press(self, name):
        self._step(self.page.get_by_role("button", name=name, exact=True).first)

    def open(self, text):
        self._step(self.page.locator("summary", has_text=text).first)

    def _step(self, control):
        self.steps += 1
        control.click()

    def text(self):
        return " ".join(self.page.locator("main").inner_text().split())


@pytest.fixture
def walk(site, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    walked = Walk(context, site)
    yield walked
    context.close()
    assert 0 < walked.steps <= MOST


def test_an_answer_for_ones_sector(walk):
    walk.page.get_by_label("What would you like to know?").fill("council")
    walk.press("Search")
    walk.follow("Can a council learn from a firm?")
    told = walk.text()
    assert "How sure is this?" in told
    assert "ES/H000933/1, 2009–2011" in told
    assert "What it does not say" in told


def test_two_courses_compared(walk):
    walk.follow("Compare discourses")
    walk.follow("Efficiency and responsiveness")
    told = walk.text()
    assert "It ranks nothing" in told
    assert "What collaboration is for" in told
    walk.follow("Put this comparison in my brief")
    assert "Efficiency and Responsiveness compared" in walk.text()


def test_a_workshop_with_three_partners(walk, site, chromium):
    walk.open("Menu")
    walk.follow("Self-assessment")
    for number, name in enumerate(("The council", "The charity", "The firm"), 1):
        walk.page.locator(f"#invite-{number}").fill(name)
    walk.press("Make a link for each")
    links = [each.input_value() for each in walk.page.locator("textarea[readonly]").all()]
    assert len(links) == 3
    sent = [_answered(chromium, link, place) for place, link in enumerate(links)]
    walk.page.get_by_label("Paste the links that your partners sent back").fill("\n".join(sent))
    walk.press("Show the result")
    told = walk.text()
    assert "The council speaks most of “making the most of resources”, the charity of" in told
    assert "Three questions for your meeting" in told
    walk.follow("Put this result in my brief")
    assert "What the partners’ answers come to" in walk.text()


def _answered(chromium, link, place):
    """The address that a partner sends back: answered on a phone of their own, in one step."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(link)
    groups = page.locator("fieldset.answers").all()
    for group in groups[2 * place : 2 * place + 2]:
        group.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Done").click()
    address = page.get_by_label("The link to your answers").input_value()
    context.close()
    return address


def test_a_paragraph_translated(walk):
    walk.follow("Translate my text")
    walk.page.get_by_label("Your text").fill("Our PPP lives on trust between third sector bodies.")
    walk.press("Find the words")
    told = walk.text()
    assert "Your text says “PPP”. Also called: Public-private partnership." in told
    assert "No other word for it is recorded" in told
    walk.follow("Put these words in my brief")
    assert "Public-private partnership" in walk.text()


def test_a_paper_for_a_board(walk, tmp_path):
    walk.follow("Why do partners disagree on what success is?")
    walk.follow("Put it in my brief")
    walk.page.get_by_label("Your question").fill("What shall we call a success?")
    walk.page.get_by_label("Your organisation").fill("Cardiff Council")
    walk.press("Apply")
    with walk.page.expect_download() as download:
        walk.follow("Paper as PDF")
    download.value.save_as(tmp_path / "paper.pdf")
    pages = PdfReader(io.BytesIO((tmp_path / "paper.pdf").read_bytes())).pages
    told = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert "What shall we call a success?" in told
    assert "Cardiff Council" in told
    assert "Several discourses drive collaboration" in told


def test_a_claim_checked_against_the_sources_own_words(walk):
    walk.follow(re.compile("24 findings"))
    walk.follow("One discourse endorses collaboration for the sake of efficiency")
    walk.follow("Yes, against the source’s own words")
    words = walk.page.locator(".own-words mark", has_text="through public- private partnerships")
    assert words.is_visible()
    assert "Open Government Licence v3.0" in walk.text()

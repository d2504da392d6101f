"""In a browser: lines that two editors changed at once are brought together, and what a source says anew is decided."""

import pytest

from collabfutures.curation.models import Differing
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Discourse, Seminar, SeminarDiscourse, Series
from tests.check.test_desk import address, desk, saved
from tests.check.test_desk_journeys import looked_at

pytestmark = pytest.mark.browser
__all__ = ["desk"]
EFFECT = "#id_discourse_effects-{}-effect_in_practice"


@pytest.fixture
def seminar(site):
    seminar = Seminar.objects.create(
        title="Of both", slug="of-both", series=Series.objects.first(), evidence="reported", no_source_reason="A test."
    )
    for discourse in Discourse.objects.order_by("pk")[:3]:
        SeminarDiscourse.objects.create(seminar=seminar, discourse=discourse, effect_in_practice="Before.")
    yield seminar
    seminar.delete()


def said(seminar):
    return [effect.effect_in_practice for effect in seminar.discourse_effects.order_by("discourse_id")]


def test_lines_that_two_editors_changed_at_once_are_brought_together(desk, seminar):
    other = desk.context.new_page()
    for page, number in ((desk, 0), (other, 1)):
        page.goto(address(Seminar, "change", seminar.pk))
        page.fill(EFFECT.format(number), f"By the editor of line {number}.")
    saved(other)
    saved(desk)
    assert "Theirs was kept in: Seminar discourses" in desk.locator(".messagelist").inner_text()
    assert said(seminar) == ["By the editor of line 0.", "By the editor of line 1.", "Before."]


def test_a_line_that_both_changed_stands_side_by_side_and_is_saved_once_more(desk, seminar):
    other = desk.context.new_page()
    for page, text in ((desk, "Mine."), (other, "Theirs.")):
        page.goto(address(Seminar, "change", seminar.pk))
        page.fill(EFFECT.format(2), text)
    saved(other)
    desk.get_by_role("button", name="Save", exact=True).first.click()
    desk.get_by_role("heading", name="Changed by both of you since you opened the form").wait_for()
    looked_at(desk)
    assert "Theirs." in desk.locator(".sides ins").first.inner_text()
    assert desk.input_value(EFFECT.format(2)) == "Mine."
    saved(desk)
    assert said(seminar) == ["Before.", "Before.", "Mine."]


def test_what_a_source_says_anew_is_taken_over(desk):
    draft = Finding.objects.create(
        title="Ours", slug="ours-of-both", series=Series.objects.first(), summary="Partners built trust."
    )
    Differing.objects.create(
        kind="findings.finding", object_id=draft.pk, content={"summary": "Partners built trust slowly."}, by="a test"
    )
    desk.goto(f"{address(Finding, 'changelist')}?queue=differing")
    looked_at(desk)
    desk.get_by_role("link", name="Ours", exact=True).click()
    desk.get_by_text("Its source says something new (1)").click()
    looked_at(desk)
    assert "slowly" in desk.locator(".differs ins").inner_text()
    desk.get_by_role("button", name="Take over what the source says").click()
    desk.wait_for_selector(".messagelist")
    draft.refresh_from_db()
    assert (draft.summary, draft.state) == ("Partners built trust slowly.", State.DRAFT)
    draft.delete()

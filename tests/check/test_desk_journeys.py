"""The long ways through the desk in a browser: review, sheet, act taken back, triage, merge, a session that ends."""

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.management import call_command

from collabfutures.curation.models import DuplicatePair, Revision, WorkingCopy
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Discourse, Seminar, Series, Source, Theme
from tests.check.test_desk import PASSWORD, address, desk, faults, saved
from tests.conftest import SHARED
from tests.gtr_server import serving

pytestmark = pytest.mark.browser
__all__ = ["desk"]


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def looked_at(page):
    """Whether the page fits, and axe finds nothing on it."""
    assert faults(page) == [], page.url
    assert fits(page), page.url


def followed(page, link):
    """The page behind a link, looked at when it is there: a click does not wait for it."""
    with page.expect_navigation():
        link.click()
    looked_at(page)


@pytest.fixture
def reviewer(desk, chromium, site):
    User.objects.filter(username="reviewer").delete()
    user = User.objects.create_user("reviewer", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="reviewer"))
    context = chromium.new_context(viewport=desk.viewport_size, base_url=site)
    page = context.new_page()
    page.goto("/admin/")
    page.fill("#id_login", "reviewer")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_selector("#logout-form")
    yield page
    context.close()


def test_an_edit_is_reviewed_returned_approved_and_public(desk, reviewer, settings):
    settings.ONE_CURATOR = False
    finding = Finding.objects.published().exclude(summary="").order_by("pk")[2]
    before, more = finding.summary, f"Seen at {desk.viewport_size['width']}."
    desk.goto(address(Finding, "change", finding.pk))
    desk.fill("#id_summary", f"{before} {more}")
    desk.get_by_role("button", name="Save and send for review").first.click()
    desk.fill("#id_note", "A sentence more.")
    desk.check("#id_is_told")
    looked_at(desk)
    desk.get_by_role("button", name="Send for review").click()
    reviewer.goto("/admin/")
    looked_at(reviewer)
    reviewer.get_by_role("link", name="1 finding").first.click()
    reviewer.goto(address(Finding, "look", finding.pk))
    looked_at(reviewer)
    assert more in reviewer.locator("ins").last.inner_text()
    reviewer.fill("#id_note", "Say who saw it.")
    reviewer.get_by_role("button", name="Return it").click()
    desk.goto(address(Finding, "change", finding.pk))
    assert "Say who saw it." in desk.locator("p.warning").first.inner_text()
    looked_at(desk)
    desk.get_by_role("button", name="Save and send for review").first.click()
    desk.fill("#id_note", "A sentence more, by us.")
    desk.check("#id_is_told")
    desk.get_by_role("button", name="Send for review").click()
    public = desk.context.new_page()
    public.goto(finding.get_absolute_url())
    assert more not in public.content()
    reviewer.goto(address(Finding, "look", finding.pk))
    reviewer.get_by_role("button", name="Publish what stands above").click()
    public.reload()
    assert more in public.content()
    assert "A sentence more, by us." in public.content()
    looked_at(public)


def test_the_sheet_of_fifty_is_mended_taken_and_taken_back(desk, tmp_path):
    path = SHARED / "cases" / "findings50.csv"
    if not path.is_file():
        pytest.skip("the sheet of fifty rows lies in ../shared, which is not here")
    desk.goto(address(Finding, "sheet"))
    looked_at(desk)
    desk.set_input_files("#id_file", path)
    desk.get_by_role("button", name="Show what it would do").click()
    assert "43 new, 0 changed, 0 same, 7 wrong" in desk.locator("#content").inner_text()
    looked_at(desk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="as CSV").click()
    download.value.save_as(tmp_path / "wrong.csv")
    assert (tmp_path / "wrong.csv").read_text(encoding="utf-8-sig").count("what is wrong") == 1
    desk.get_by_role("button", name="Take the 43").click()
    assert "43 new, 7 wrong" in desk.locator(".messagelist").inner_text()
    lines = path.read_text().splitlines()
    mended = tmp_path / "mended.csv"
    mended.write_text("\n".join([lines[0], "sheet-5,Sheet finding 5,Mended.,collaborative-futures,,private,trust,905"]))
    desk.goto(address(Finding, "sheet"))
    desk.set_input_files("#id_file", mended)
    desk.get_by_role("button", name="Show what it would do").click()
    desk.get_by_role("button", name="Take the 1").click()
    assert Finding.objects.filter(slug__startswith="sheet-", state=State.DRAFT).count() == 44
    desk.goto("/admin/curation/revision/")
    looked_at(desk)
    for number in range(2):
        desk.goto("/admin/curation/revision/")
        row = desk.locator("tr", has_text="Added").filter(has_text="heet finding").nth(number)
        followed(desk, row.get_by_role("link", name="See what it would change"))
        desk.get_by_role("button", name="Take back this act").click()
        desk.wait_for_selector(".messagelist")
    assert not Finding.objects.filter(slug__startswith="sheet-").exists()


def test_a_list_is_worked_through(desk):
    series, source = Series.objects.published().first(), Source.objects.published().first()
    drafts = [
        Finding.objects.create(
            title=f"Draft {n}",
            slug=f"draft-{n}-{desk.viewport_size['width']}",
            series=series,
            summary="Partners built trust.",
        )
        for n in range(3)
    ]
    for draft in drafts:
        draft.sources.add(source)
    desk.goto(f"{address(Finding, 'changelist')}?state__exact=draft")
    desk.get_by_role("link", name="Work through these").click()
    assert "2 more after this one" in desk.locator(".triage").inner_text()
    desk.get_by_text("Terms that its text names").click()
    looked_at(desk)
    desk.locator(".triage fieldset", has_text="Trust").get_by_label("Tie it").check()
    desk.get_by_role("button", name="Save, publish and next").click()
    desk.wait_for_url(f"**/{drafts[1].pk}/change/**")
    drafts[0].refresh_from_db()
    assert (drafts[0].state, drafts[0].themes.get().slug) == (State.PUBLISHED, "trust")
    desk.get_by_role("link", name="Skip", exact=True).click()
    desk.wait_for_url(f"**/{drafts[2].pk}/change/**")
    desk.get_by_role("button", name="Save and next").click()
    desk.wait_for_selector(".messagelist")
    assert "That was the last one of the list." in desk.locator(".messagelist").inner_text()
    Finding.objects.filter(slug__startswith="draft-").delete()


def test_an_award_is_fetched_worked_through_and_published_whole(desk, gtr, settings, tmp_path):
    reference = {1280: "RES-451-26-0548", 375: "RES-451-26-0538"}[desk.viewport_size["width"]]
    call_command("find_duplicates", verbosity=0)
    with serving(gtr / "xml" / "esrc-seminars") as (server, asked):
        settings.GTR_ADDRESS, settings.GTR_CACHE = server, str(tmp_path / "kept")
        desk.goto("/admin/")
        followed(desk, desk.get_by_role("link", name="Bring awards from Gateway to Research"))
        desk.fill("#id_awards", f"{reference}\nES/Z000000/1")
        desk.get_by_role("button", name="Bring").click()
        desk.get_by_text("What was brought are drafts.").wait_for(timeout=20_000)
    assert asked[reference] == 1
    assert "ES/Z000000/1: Gateway to Research has no award" in desk.locator(".messagelist").inner_text()
    looked_at(desk)
    series = Series.objects.get(award_reference=reference)
    desk.goto(f"{address(Finding, 'changelist')}?series={series.pk}&state__exact=draft")
    desk.get_by_role("link", name="Work through these").click()
    desk.wait_for_selector(".triage")
    looked_at(desk)
    desk.get_by_role("button", name="Save, publish and next").click()
    desk.wait_for_selector(".messagelist")
    assert "is saved, and no more" in desk.locator(".messagelist").inner_text(), "its award is a draft yet"
    desk.goto(address(Series, "change", series.pk))
    desk.get_by_role("button", name="Save and publish").first.click()
    desk.get_by_label("Publish these too").check()
    looked_at(desk)
    desk.get_by_role("button", name="Publish these records").click()
    desk.wait_for_selector(".messagelist")
    looked_at(desk)
    assert "Published:" in desk.locator(".messagelist").inner_text()
    assert not Finding.objects.filter(series=series).exclude(state=State.PUBLISHED).exists()
    public = desk.context.new_page()
    public.goto(series.get_absolute_url())
    looked_at(public)
    desk.goto("/admin/curation/revision/")


def test_duplicates_are_merged_and_the_old_address_followed(desk):
    number = desk.viewport_size["width"]
    one, two = (
        Theme.objects.create(
            title="Ways of working together", slug=f"{slug}-{number}", summary=slug, no_source_reason="A test."
        )
        for slug in ("ways", "working")
    )
    for each in (one, two):
        each.publish()
    DuplicatePair.objects.create(kind="seminars.theme", first=one.pk, second=two.pk, score=100, reason="the same title")
    desk.goto(address(Theme, "change", one.pk))
    followed(desk, desk.get_by_role("link", name="Duplicates"))
    followed(desk, desk.get_by_role("link", name="Ways of working together").last)
    desk.get_by_label("working", exact=True).check()
    desk.get_by_role("button", name="Merge them").click()
    desk.wait_for_selector(".messagelist")
    desk.goto(f"/themes/working-{number}/")
    assert desk.url.endswith(f"/themes/ways-{number}/")
    assert Theme.objects.get(pk=one.pk).summary == "working"
    one.withdraw("A test.")


def test_a_session_that_has_ended_is_begun_again_in_place(desk):
    theme = Theme.objects.create(title="Before", slug="a-session")
    desk.goto(address(Theme, "change", theme.pk))
    desk.fill("#id_title", "After a long lunch")
    Session.objects.all().delete()
    desk.get_by_role("button", name="Save", exact=True).first.click()
    desk.wait_for_selector("#sign-in-again[open]")
    looked_at(desk)
    desk.fill("#again_username", "curator")
    desk.fill("#again_password", "wrong")
    desk.get_by_role("button", name="Sign in and save").click()
    desk.get_by_text("That was not right.").wait_for()
    desk.fill("#again_password", PASSWORD)
    desk.get_by_role("button", name="Sign in and save").click()
    desk.wait_for_selector(".messagelist")
    theme.refresh_from_db()
    assert theme.title == "After a long lunch"
    theme.delete()


def test_what_two_made_of_a_field_stands_side_by_side(desk):
    theme = Theme.objects.create(title="Before", slug="both-of-us", summary="Partners built trust.")
    other = desk.context.new_page()
    for page, summary in ((desk, "Partners built trust slowly."), (other, "Most partners built trust.")):
        page.goto(address(Theme, "change", theme.pk))
        page.fill("#id_summary", summary)
    saved(other)
    desk.get_by_role("button", name="Save", exact=True).first.click()
    desk.get_by_role("heading", name="Changed by both of you since you opened the form").wait_for()
    looked_at(desk)
    assert "slowly" in desk.locator(".sides ins").last.inner_text()
    desk.fill("#id_summary", "Most partners built trust slowly.")
    saved(desk)
    theme.refresh_from_db()
    assert theme.summary == "Most partners built trust slowly."
    theme.delete()


def test_what_was_typed_and_not_saved_is_offered_again(desk):
    theme = Theme.objects.create(title="Before", slug="not-saved")
    desk.goto(address(Theme, "change", theme.pk))
    desk.fill("#id_title", "Typed and not saved")
    asked = []
    desk.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto("/admin/")
    assert asked == ["beforeunload"]
    desk.goto(address(Theme, "change", theme.pk))
    desk.get_by_role("button", name="Put it back").click()
    assert desk.input_value("#id_title") == "Typed and not saved"
    saved(desk)
    desk.goto(address(Theme, "change", theme.pk))
    assert desk.get_by_role("button", name="Put it back").count() == 0
    theme.delete()


def test_lines_that_were_drawn_after_a_click_are_put_back_too(desk):
    seminar = Seminar.objects.create(
        title="Before", slug="not-saved-lines", series=Series.objects.first(), evidence="reported"
    )
    discourse = Discourse.objects.order_by("pk").first()
    desk.goto(address(Seminar, "change", seminar.pk))
    lines = desk.locator("#discourse_effects-group")
    lines.locator(".add-row a").click()
    line = lines.locator(".dynamic-discourse_effects").last
    line.locator(".select2-selection").click()
    desk.fill(".select2-search__field >> nth=-1", discourse.title)
    desk.locator(".select2-results__option", has_text=discourse.title).first.click()
    line.locator("textarea").first.fill("Typed and not saved.")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.goto("/admin/")
    desk.goto(address(Seminar, "change", seminar.pk))
    desk.get_by_role("button", name="Put it back").click()
    saved(desk)
    effect = seminar.discourse_effects.get()
    assert (effect.discourse, effect.effect_in_practice) == (discourse, "Typed and not saved.")
    seminar.delete()


def test_a_working_copy_is_seen_compared_previewed_and_discarded(desk):
    finding = Finding.objects.published().exclude(summary="").order_by("pk")[3]
    desk.goto(address(Finding, "change", finding.pk))
    looked_at(desk)
    desk.fill("#id_title", "As it may be called one day")
    saved(desk)
    desk.goto(address(Finding, "change", finding.pk))
    looked_at(desk)
    desk.get_by_role("link", name="Preview").first.click()
    desk.get_by_text("working copy of a public record").first.wait_for()
    desk.goto(address(Finding, "change", finding.pk))
    followed(desk, desk.get_by_role("link", name="discard it"))
    desk.get_by_role("button", name="Discard the working copy").click()
    desk.wait_for_selector(".messagelist")
    assert not WorkingCopy.objects.exists()
    assert Revision.objects.filter(act="discarded", object_id=finding.pk).exists()

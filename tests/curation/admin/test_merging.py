"""Two curators save one record: what only one of them changed is taken, and what both changed is asked."""

import pytest
from django.urls import reverse

from collabfutures.curation.desk.copies import at_desk
from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import Discourse, Seminar, SeminarDiscourse, Series, Source, Theme
from tests.making import make
from tests.sent_form import sent_form


def address(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def opened(admin, record, **values):
    """What a browser sends of a form that is opened now, with some values typed."""
    return sent_form(admin.get(address(record))) | {"_save": "1"} | values


@pytest.fixture
def finding(db):
    themes = [make(Theme, title="Trust"), make(Theme, title="Power")]
    finding = make(
        Finding, state=State.DRAFT, title="First", summary="One.\nTwo.", detail="Both.", no_source_reason="A test."
    )
    finding.themes.set(themes[:1])
    return finding


def test_fields_that_only_one_of_two_changed_are_both_kept(admin, finding):
    mine = opened(admin, finding, title="Mine")
    power = Theme.objects.get(title="Power")
    assert admin.post(address(finding), opened(admin, finding, summary="Theirs.", themes=[power.pk])).status_code == 302
    answer = admin.post(address(finding), mine, follow=True)
    assert "Theirs was kept in: Summary, Themes" in answer.content.decode()
    finding.refresh_from_db()
    assert (finding.title, finding.summary, list(finding.themes.all())) == ("Mine", "Theirs.", [power])
    assert [each.act for each in Revision.objects.all()] == ["changed", "changed", "found"]


def test_a_field_that_both_changed_is_asked_and_the_others_are_taken(admin, finding):
    mine = opened(admin, finding, title="Mine", modality="might")
    admin.post(address(finding), opened(admin, finding, title="Theirs", summary="Theirs."))
    refused = admin.post(address(finding), mine)
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "Title: stored is now “Theirs”." in page
    assert "Taken over, since you left it as it was: Summary." in page
    assert "stored is now “”" not in page
    assert page.count("stored is now") == 1
    assert "See word by word what they changed" in page
    again = sent_form(refused) | {"_save": "1"}
    assert admin.post(address(finding), again).status_code == 302
    finding.refresh_from_db()
    assert (finding.title, finding.summary, finding.modality) == ("Mine", "Theirs.", "might")


def test_what_both_changed_stands_side_by_side_with_the_words_marked(admin, finding):
    Finding.objects.filter(pk=finding.pk).update(summary="Partners built trust.")
    finding.refresh_from_db()
    power, trust = Theme.objects.get(title="Power"), make(Theme, title="Trust")
    mine = opened(admin, finding, summary="Partners built trust slowly.", themes=[trust.pk])
    admin.post(address(finding), opened(admin, finding, summary="Most partners built trust.", themes=[power.pk]))
    refused = admin.post(address(finding), mine)
    form = refused.context["adminform"].form
    told = {theirs.name: (theirs, yours) for theirs, (yours,) in form.conflicts}
    assert [sign for sign, _ in told["summary"][0].pieces if sign != "same"]
    pieces = [{text.strip() for sign, text in each.pieces if sign == "new"} for each in told["summary"]]
    assert pieces == [{"Most partners"}, {"slowly"}]
    assert [each.new for each in told["themes"]] == [["Power"], ["Trust"]]
    page = " ".join(refused.content.decode().split())
    assert page.index("Changed by both of you") < page.index("Stored by now") < page.index("Typed by you")


def test_the_same_change_of_both_is_no_conflict(admin, finding):
    mine = opened(admin, finding, title="The same", modality="might")
    admin.post(address(finding), opened(admin, finding, title="The same"))
    assert admin.post(address(finding), mine).status_code == 302
    finding.refresh_from_db()
    assert (finding.title, finding.modality) == ("The same", "might")


def test_ticks_choices_dates_and_emptied_fields_are_taken(admin, db):
    seminar = make(Seminar, state=State.DRAFT, no_source_reason="A test.", venue="Hall", venue_state="present")
    finding = make(Finding, state=State.DRAFT, no_source_reason="A test.", is_overview=True, series=seminar.series)
    mine = [opened(admin, seminar, title="Mine"), opened(admin, finding, title="Mine")]
    theirs = opened(admin, seminar, date="2010-05-01", date_state="present", venue="", venue_state="not-recorded")
    assert admin.post(address(seminar), theirs).status_code == 302
    other = make(Series)
    theirs = opened(admin, finding, series=other.pk)
    del theirs["is_overview"]
    assert admin.post(address(finding), theirs).status_code == 302
    for record, data in zip((seminar, finding), mine, strict=True):
        assert admin.post(address(record), data).status_code == 302
        record.refresh_from_db()
        assert record.title == "Mine"
    assert (str(seminar.date), seminar.venue) == ("2010-05-01", "")
    assert (finding.is_overview, finding.series) == (False, other)


def test_a_version_that_nobody_kept_is_never_merged(admin, finding):
    mine = opened(admin, finding, title="Mine")
    Finding.objects.filter(pk=finding.pk).update(summary="A program's.")
    refused = admin.post(address(finding), mine)
    assert "Somebody else has saved this record" in refused.content.decode()
    finding.refresh_from_db()
    assert finding.summary == "A program's."


def test_a_program_that_writes_after_a_publication_of_many_is_noticed(admin, finding):
    Finding.objects.filter(pk=finding.pk).update(state=State.REVIEW)
    data = {"action": "publish", "_selected_action": [finding.pk], "confirmed": "1"}
    admin.post(reverse("admin:findings_finding_changelist"), data)
    mine = opened(admin, finding, title="Mine")
    Finding.objects.filter(pk=finding.pk).update(summary="A program's.")
    assert admin.post(address(finding), mine).status_code == 200


@pytest.mark.parametrize("token", ["", "no token", "00000000-0000-0000-0000-000000000000"])
def test_a_token_that_is_none_is_a_conflict(token, admin, finding):
    refused = admin.post(address(finding), opened(admin, finding, title="Mine", seen_token=token))
    assert refused.status_code == 200
    assert "Somebody else has saved this record" in refused.content.decode()


@pytest.fixture(params=[State.DRAFT, State.PUBLISHED])
def seminar(request, db):
    """A seminar with three lines; of one that is public, what is saved is a working copy."""
    seminar = make(Seminar, state=request.param, title="First", no_source_reason="A test.")
    for title in ("Efficiency", "Responsiveness", "Effectiveness"):
        discourse = make(Discourse, title=title)
        SeminarDiscourse.objects.create(seminar=seminar, discourse=discourse, effect_in_practice=f"{title} before.")
    return seminar


def typed(admin, seminar, number=None, text=None, gone=None, new=None, **values):
    """What a browser sends of a seminar of which one line is changed, taken out or added."""
    sent = opened(admin, seminar, **values)
    if number is not None:
        sent[f"discourse_effects-{number}-effect_in_practice"] = [text]
    if gone is not None:
        sent[f"discourse_effects-{gone}-DELETE"] = ["on"]
    if new is not None:
        place = sent["discourse_effects-TOTAL_FORMS"][0]
        sent["discourse_effects-TOTAL_FORMS"] = [str(int(place) + 1)]
        line = {"id": "", "discourse": str(new.pk), "effect_in_practice": "Added."}
        sent |= {f"discourse_effects-{place}-{name}": [value] for name, value in line.items()}
    return sent


def lines(seminar):
    """{discourse: its line} as those see it who work on it."""
    said = at_desk(Seminar.objects.get(pk=seminar.pk))["discourse_effects"]
    titles = dict(Discourse.objects.values_list("pk", "title"))
    return {titles[line["discourse"]]: line["effect_in_practice"] for line in said}


def test_lines_that_only_one_of_two_changed_took_out_or_added_are_all_taken(admin, seminar):
    fourth, fifth = make(Discourse, title="Performance"), make(Discourse, title="Control")
    mine = typed(admin, seminar, 0, "Mine.", gone=2, new=fourth, title="Mine")
    assert admin.post(address(seminar), typed(admin, seminar, 1, "Theirs.", new=fifth)).status_code == 302
    answer = admin.post(address(seminar), mine, follow=True)
    assert "Theirs was kept in: Seminar discourses" in answer.content.decode()
    assert lines(seminar) == {
        "Efficiency": "Mine.",
        "Responsiveness": "Theirs.",
        "Performance": "Added.",
        "Control": "Added.",
    }
    assert at_desk(Seminar.objects.get(pk=seminar.pk))["title"] == "Mine"


def test_lines_that_nobody_touched_here_are_as_the_other_one_left_them(admin, seminar):
    mine = typed(admin, seminar, title="Mine")
    assert admin.post(address(seminar), typed(admin, seminar, 1, "Theirs.", gone=0)).status_code == 302
    assert admin.post(address(seminar), mine).status_code == 302
    assert lines(seminar) == {"Responsiveness": "Theirs.", "Effectiveness": "Effectiveness before."}


@pytest.mark.parametrize("theirs", [{"number": 1, "text": "Theirs."}, {"gone": 1}])
def test_a_line_that_both_changed_stands_side_by_side_and_is_asked_once(theirs, admin, seminar):
    mine = typed(admin, seminar, 1, "Mine.", title="Mine")
    assert admin.post(address(seminar), typed(admin, seminar, **theirs, summary="Theirs too.")).status_code == 302
    refused = admin.post(address(seminar), mine)
    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 200
    assert "Seminar discourses: both of you changed one; here stands yours" in page
    assert "Typed by you" in page and "Responsiveness; Mine." in page
    assert "Theirs." in page or "gone" in theirs
    assert lines(seminar).get("Responsiveness") == theirs.get("text")
    assert admin.post(address(seminar), sent_form(refused) | {"_save": "1"}).status_code == 302
    assert lines(seminar)["Responsiveness"] == "Mine." and len(lines(seminar)) == 3
    said = at_desk(Seminar.objects.get(pk=seminar.pk))
    assert (said["title"], said["summary"]) == ("Mine", "Theirs too.")


def test_the_same_change_of_a_line_by_both_is_no_conflict(admin, seminar):
    mine = typed(admin, seminar, 1, "The same.", title="Mine")
    admin.post(address(seminar), typed(admin, seminar, 1, "The same."))
    assert admin.post(address(seminar), mine).status_code == 302
    assert lines(seminar)["Responsiveness"] == "The same."


@pytest.mark.parametrize("total", ["many", "", "201"])
def test_lines_that_cannot_be_read_are_not_brought_together(total, admin, seminar):
    mine = typed(admin, seminar, title="Mine", **{"discourse_effects-TOTAL_FORMS": total})
    admin.post(address(seminar), typed(admin, seminar, 1, "Theirs."))
    refused = admin.post(address(seminar), mine)
    assert refused.status_code == 200 and "they changed these lines" in refused.content.decode()
    assert lines(seminar)["Responsiveness"] == "Theirs."


def test_a_line_that_does_not_say_what_it_is_about_is_refused_and_kept_in_the_form(admin, seminar):
    mine = typed(admin, seminar, new=make(Discourse), title="Mine")
    mine |= {"discourse_effects-3-discourse": "", "discourse_effects-3-effect_in_practice": "A long text."}
    admin.post(address(seminar), typed(admin, seminar, 1, "Theirs."))
    refused = admin.post(address(seminar), mine)
    assert refused.status_code == 200 and "A long text." in refused.content.decode()
    assert lines(seminar)["Responsiveness"] == "Theirs."


def test_two_lines_about_one_thing_are_refused_and_none_is_lost(admin, seminar):
    mine = typed(admin, seminar, title="Mine")
    mine["discourse_effects-0-discourse"] = mine["discourse_effects-2-discourse"]
    admin.post(address(seminar), typed(admin, seminar, 1, "Theirs."))
    assert admin.post(address(seminar), mine).status_code == 200
    assert len(lines(seminar)) == 3


def test_a_line_that_was_drawn_and_left_blank_is_no_line(admin, seminar):
    mine = typed(admin, seminar, new=make(Discourse), title="Mine")
    mine |= {"discourse_effects-3-discourse": "", "discourse_effects-3-effect_in_practice": ""}
    admin.post(address(seminar), typed(admin, seminar, 1, "Theirs."))
    assert admin.post(address(seminar), mine).status_code == 302
    assert len(lines(seminar)) == 3


def test_more_lines_than_a_form_shows_are_not_brought_together(admin, db):
    finding = make(Finding, state=State.DRAFT, title="First")
    finding.sources.set([make(Source) for _ in range(26)])
    mine, theirs = opened(admin, finding, title="Mine"), opened(admin, finding)
    theirs["Finding_sources-0-DELETE"] = ["on"]
    assert admin.post(address(finding), theirs).status_code == 302
    assert admin.post(address(finding), mine).status_code == 200
    assert finding.sources.count() == 25


def test_what_was_published_meanwhile_is_not_edited_unawares(admin, finding):
    mine = opened(admin, finding, title="Mine")
    admin.post(address(finding), opened(admin, finding, _publish="1"))
    refused = admin.post(address(finding), mine)
    assert "It is published now." in refused.content.decode()
    finding.refresh_from_db()
    assert (finding.title, finding.state) == ("First", State.PUBLISHED)


def test_what_was_taken_in_a_part_that_is_a_record_is_told_too(admin, db):
    series = make(Series, no_source_reason="A test.")
    seminar = make(Seminar, State.DRAFT, series=series, title="First", no_source_reason="A test.")
    mine, theirs = opened(admin, series), opened(admin, series)
    mine["seminars-0-title"], theirs["seminars-0-evidence"] = ["Mine"], ["both"]
    assert admin.post(address(series), theirs).status_code == 302
    answer = admin.post(address(series), mine, follow=True)
    assert "Theirs was kept in: How we know of it" in answer.content.decode()
    seminar.refresh_from_db()
    assert (seminar.title, seminar.evidence) == ("Mine", "both")


def test_sources_that_both_added_or_took_out_are_brought_together(admin, db):
    kept, out, theirs_new, mine_new = (make(Source) for _ in range(4))
    finding = make(Finding, state=State.DRAFT)
    finding.sources.set([kept, out])
    mine, theirs = opened(admin, finding), opened(admin, finding)
    for sent, new in ((mine, mine_new), (theirs, theirs_new)):
        sent |= {"Finding_sources-TOTAL_FORMS": ["3"], "Finding_sources-2-source": [str(new.pk)]}
    theirs["Finding_sources-1-DELETE"] = ["on"]
    assert admin.post(address(finding), theirs).status_code == 302
    assert admin.post(address(finding), mine).status_code == 302
    assert {*finding.sources.all()} == {kept, theirs_new, mine_new}

"""Records that may be one are found, told apart or merged; all that was tied to the one is tied to the other."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from collabfutures.curation.desk.duplicates import find_duplicates, look_for, similar, tell_apart
from collabfutures.curation.desk.merging import merge, tied_to
from collabfutures.curation.desk.undoing import of_batch, undo_all
from collabfutures.curation.models import DuplicatePair, kinds
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import By
from collabfutures.curation.revisions.content import content_of
from findings.models import Finding, ImpactRecord
from seminars.models import Discourse, Seminar, SeminarDiscourse, Source, Theme
from tests.kinds import KINDS, NAMES
from tests.making import is_demanded, make, relations
from tests.said import text
from tests.sent_form import sent_form

LONG = "A title that is long enough to be compared"


def page(record, name, **query):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}", args=[record.pk], query=query)


def pairs():
    return {(pair.first, pair.second, pair.reason) for pair in DuplicatePair.objects.filter(are_two=False)}


def test_the_same_and_nearly_the_same_titles_are_found_and_short_ones_are_not(db):
    one, two, three = (make(Theme, title=title) for title in (LONG, LONG.upper(), LONG.replace("enough", "enuogh")))
    make(Theme, title="Trust")
    make(Theme, title="Trusts")
    make(Theme, title=f"{LONG} with others, in other places and at other times")
    assert find_duplicates(Theme) == 2
    assert pairs() == {(one.pk, two.pk, "the same title"), (one.pk, three.pk, "nearly the same title")}
    assert find_duplicates(Theme) == 0


def test_the_same_identifier_is_found(db):
    one, two = (make(Source, doi="10.1234/ab", title=title) for title in ("One", "Another"))
    assert find_duplicates(Source) == 1
    assert {(first, second) for first, second, _ in pairs()} == {(one.pk, two.pk)}


def test_what_was_told_apart_stays_so(db):
    one, two = make(Theme, title=LONG), make(Theme, title=LONG)
    tell_apart(Theme, two.pk, one.pk)
    assert find_duplicates(Theme) == 0
    assert pairs() == set()


def test_a_record_is_compared_as_it_is_saved_and_as_its_title_is_typed(admin, db):
    make(Theme, title=LONG)
    late = make(Theme, title=f"{LONG}s")
    assert look_for(Theme, late) == 1
    assert [shown for _, _, shown in similar(Theme, LONG)] == [LONG, f"{LONG}s"]
    answer = admin.get(reverse("admin:seminars_theme_similar"), {"title": LONG}).json()
    assert [each["title"] for each in answer["similar"]] == [LONG, f"{LONG}s"]
    for title in ("", "\0", "x" * 5_000):
        assert admin.get(reverse("admin:seminars_theme_similar"), {"title": title}).status_code in (200, 400)


@pytest.mark.long
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.__name__ != "ApplicationArea"], ids=lambda k: k.__name__
)
def test_a_merge_of_drafts_of_any_kind_is_taken_back_to_the_last_byte(kind, db):
    kept = make(kind, State.DRAFT)
    # They belong to the same, as two that are one do.
    demanded = [field.name for field in kind._meta.concrete_fields if field.is_relation and is_demanded(field)]
    same = {} if kind.__name__ in PAIRS else {name: getattr(kept, name) for name in demanded}
    lost = make(kind, State.DRAFT, summary="Lost.", **same)
    others, gone = tied(kind, lost), lost.pk
    before = {(type(each), each.pk): content_of(each) for each in (kept, lost, *others)}
    act = By("somebody")
    merge(kept, lost, ["summary"], act)
    assert kind.objects.get(pk=kept.pk).summary == "Lost."
    assert not kind.objects.filter(pk=gone).exists()
    assert not [keys for _, _, keys in tied_to(kind(pk=gone))]
    undo_all(of_batch(act.batch).exclude(act="found"), By("somebody"))
    for (model, key), said in before.items():
        assert content_of(model._base_manager.get(pk=key)) == said, (model, key)


def test_addresses_follow_merges_and_are_their_own_again_when_these_are_taken_back(client, db):
    themes = [make(Theme, slug=slug, no_source_reason="A test.") for slug in ("a", "b", "c")]
    for theme, slug in zip(themes, ("a-now", "b-now", "c-now"), strict=True):
        Theme.objects.filter(pk=theme.pk).update(slug=slug)
    one, two, three = (Theme.objects.get(pk=theme.pk) for theme in themes)
    acts, keys = [By("somebody"), By("somebody")], [one.pk, two.pk]
    merge(two, one, [], acts[0])
    merge(three, two, [], acts[1])
    for slug in ("a", "a-now", "b", "b-now", "c"):
        assert client.get(f"/themes/{slug}/")["Location"] == "/themes/c-now/", slug
    for act in reversed(acts):
        undo_all(of_batch(act.batch).exclude(act="found"), By("somebody"))
    for key in keys:
        Theme.objects.get(pk=key).publish()
    for slug in ("a", "b", "c"):
        assert client.get(f"/themes/{slug}/")["Location"] == f"/themes/{slug}-now/"


def test_what_was_merged_into_something_that_is_gone_says_why_too(client, db):
    kept, lost = (make(Theme, slug=slug, no_source_reason="A test.") for slug in ("kept", "lost"))
    merge(kept, lost, [], By("somebody"))
    kept.withdraw("Misread.")
    kept.delete()
    assert "Misread." in client.get("/themes/lost/").content.decode()


# Of these no two may belong to the same.
PAIRS = ("Tension", "Implication")


def tied(kind, lost):
    """A draft of every kind that can be tied to a record, tied by each relation that takes it."""
    found = []
    for model in kinds():
        for name in relations(model):
            field = model._meta.get_field(name)
            if field.related_model is not kind or model is kind or name in ("second",):
                continue
            # A part belongs to the series of what it is a part of.
            of_series = {"series": lost.series} if name == "seminar" else {}
            other = make(model, State.DRAFT, **of_series)
            if field.many_to_many:
                getattr(other, name).add(lost)
            else:
                model._base_manager.filter(pk=other.pk).update(**{name: lost})
            found.append(other)
    return found


def test_lines_of_both_are_kept_and_of_the_same_those_of_the_one_that_stays(db):
    seminar = make(Seminar, State.DRAFT)
    kept, lost = (make(Discourse, no_source_reason="A test.") for _ in range(2))
    other = make(Seminar, State.DRAFT)
    for each, effect in ((kept, "Kept."), (lost, "Lost.")):
        SeminarDiscourse.objects.create(seminar=seminar, discourse=each, effect_in_practice=effect)
    SeminarDiscourse.objects.create(seminar=other, discourse=lost, effect_in_practice="Moved.")
    merge(kept, lost, [], By("somebody"))
    lines = SeminarDiscourse.objects.order_by("pk").values_list("seminar", "discourse", "effect_in_practice")
    assert list(lines) == [(seminar.pk, kept.pk, "Kept."), (other.pk, kept.pk, "Moved.")]


def test_duplicates_are_merged_at_the_desk_and_the_old_address_leads_on(admin, client, db):
    kept = make(Theme, title=LONG, slug="kept", summary="Kept.", no_source_reason="A test.")
    lost = make(Theme, title=LONG, slug="lost", summary="Lost.", no_source_reason="A test.")
    finding = make(Finding)
    finding.themes.add(lost)
    call_command("find_duplicates", "theme")
    listed = reverse("admin:seminars_theme_changelist", query={"queue": "alike"})
    assert "2 themes" in text(admin, listed)
    assert "lost" in text(admin, page(kept, "merge"))
    address = page(kept, "merge", **{"with": lost.pk})
    shown = text(admin, address)
    assert "Its address will lead here." in shown
    assert "1 finding will be tied to this one instead." in shown
    data = sent_form(admin.get(address)) | {"_merge": "1", "summary": "theirs"}
    stale = admin.post(address, data | {"seen": "of another version"})
    assert "It was changed since you opened this page" in stale.content.decode()
    assert admin.post(address, data).status_code == 302
    kept.refresh_from_db()
    assert kept.summary == "Lost."
    assert list(finding.themes.all()) == [kept]
    moved = client.get("/themes/lost/")
    assert (moved.status_code, moved["Location"]) == (301, "/themes/kept/")
    assert client.get("/api/v1/themes/lost/").status_code in (301, 308)
    assert not DuplicatePair.objects.exists()


def test_two_are_told_apart_at_the_desk(admin, db):
    one, two = make(Theme, title=LONG), make(Theme, title=LONG)
    find_duplicates(Theme)
    admin.post(page(one, "merge", **{"with": two.pk}), {"_two": "1"})
    assert "Nothing is known" in text(admin, page(one, "merge"))
    assert Theme.objects.count() == 2


def test_what_cannot_be_merged_is_refused_and_nothing_is_half_done(admin, db):
    theme = make(Theme, State.DRAFT)
    with pytest.raises(ValidationError, match="with itself"):
        merge(theme, theme, [], By("somebody"))
    for wrong in (theme.pk, 10**18, "x"):
        assert admin.get(page(theme, "merge", **{"with": wrong})).status_code == 404
    one, two = (make(ImpactRecord, State.DRAFT, outcome_id=f"{n}") for n in (1, 2))
    merge(one, two, ["outcome_id"], By("somebody"))
    assert ImpactRecord.objects.get().outcome_id == "2"


@pytest.mark.parametrize(("role", "may"), [("viewer", False), ("editor", True), ("reviewer", False), ("manager", True)])
def test_who_merges_may_change_and_delete_and_of_the_public_publish(role, may, db):
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    drafts, public = [make(Theme, State.DRAFT) for _ in range(2)], [make(Theme) for _ in range(2)]
    assert client.get(page(drafts[0], "merge", **{"with": drafts[1].pk})).status_code == (200 if may else 403)
    of_public = client.get(page(public[0], "merge", **{"with": public[1].pk}))
    assert of_public.status_code == (200 if role == "manager" else 403)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_duplicates_of_any_kind_can_be_looked_for(kind, series):
    find_duplicates(kind)


def test_what_is_tied_to_a_record_is_named_whatever_its_state(admin, db):
    theme, drafts = make(Theme), [make(Finding, State.DRAFT, title=f"Draft {number}") for number in range(2)]
    assert "Nothing is tied to it." in text(admin, page(theme, "used"))
    for draft in drafts:
        draft.themes.add(theme)
    shown = text(admin, page(theme, "used"))
    assert "2 findings, by “Themes”" in shown
    assert "Draft 1</a> (draft)" in shown

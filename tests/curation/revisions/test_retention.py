"""On a site that does not keep for ever what was done: what is forgotten, and what is not."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from collabfutures.curation.desk.copies import save_copy
from collabfutures.curation.desk.four_eyes import written_by
from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import content_of
from collabfutures.curation.revisions.deleted import bring_back, deleted
from collabfutures.curation.revisions.noting import note, note_deleted
from seminars.models import Theme
from tests.making import make


@pytest.fixture
def theme(db, curator):
    """Written, published, and its next version begun; all of it a year ago."""
    found, by = make(Theme, State.DRAFT, title="1", no_source_reason="A test."), By.curator(curator)
    for title in ("2", "3"):
        found.title = title
        found.save()
        note(Theme, [found.pk], Act.CHANGED, by)
    found.publish(by=by)
    save_copy(found, content_of(found) | {"title": "4"}, by)
    return found


def long_ago():
    Revision.objects.update(moment=timezone.now() - datetime.timedelta(days=365))


def forget(*options, days=100):
    call_command("forget_revisions", *options, "--days", str(days))


def acts(record):
    return [(each.act, (each.content or {}).get("title")) for each in Revision.objects.filter(object_id=record.pk)]


def test_what_was_done_before_the_last_publication_is_forgotten_and_nothing_since(theme, curator, settings):
    before = acts(theme)
    assert [act for act, _ in before] == [Act.COPIED, Act.PUBLISHED, Act.CHANGED, Act.CHANGED]
    said = Revision.objects.get(act=Act.PUBLISHED).said(theme)
    long_ago()
    forget("--yes")
    assert acts(theme) == before[:2]
    assert Revision.objects.get(act=Act.PUBLISHED).said(theme) == said
    settings.ONE_CURATOR = False
    assert written_by(Theme, [theme.pk], By.curator(curator))


def test_what_is_younger_or_not_confirmed_or_told_to_readers_stays(theme, capsys):
    forget("--yes")
    assert (Revision.objects.count(), capsys.readouterr().out) == (4, "")
    long_ago()
    forget()
    assert (Revision.objects.count(), capsys.readouterr().out) == (4, "themes: 2 acts would be forgotten.\n")
    Revision.objects.filter(act=Act.CHANGED).update(is_told=True)
    forget("--yes")
    assert Revision.objects.count() == 4


def test_of_a_draft_nothing_is_forgotten_and_of_one_that_is_gone_all(db, curator):
    draft, by = make(Theme, State.DRAFT), By.curator(curator)
    note(Theme, [draft.pk], Act.ADDED, by)
    long_ago()
    forget("--yes")
    assert Revision.objects.count() == 1
    note_deleted(draft, by)
    draft.delete()
    forget("--yes")
    assert deleted(Theme).count() == 1
    long_ago()
    forget("--yes")
    assert Revision.objects.count() == 0


def test_a_site_that_says_nothing_keeps_all_for_ever(theme):
    long_ago()
    with pytest.raises(CommandError, match="kept for ever"):
        call_command("forget_revisions", "--yes")
    assert Revision.objects.count() == 4


def test_who_wrote_what_may_come_back_is_remembered(curator, settings):
    settings.ONE_CURATOR = False
    draft, by = make(Theme, State.DRAFT, title="1", no_source_reason="A test."), By.curator(curator)
    key, draft.title = draft.pk, "2"
    draft.save()
    note(Theme, [key], Act.CHANGED, by)
    long_ago()
    note_deleted(draft, By("somebody else"))
    draft.delete()
    forget("--yes")
    bring_back(Theme, deleted(Theme).get(), By("somebody else"))
    assert written_by(Theme, [key], by) == {key}

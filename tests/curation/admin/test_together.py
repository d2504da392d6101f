"""Nothing public rests on something that is not: publishing and withdrawing ask, and do both in one act."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.test import Client

from collabfutures.curation.support import left_without
from findings.models import Finding, Implication
from seminars.models import Series, Source
from tests.making import make
from tests.sent_form import sent_form


@pytest.fixture
def draft(db):
    """A draft finding of a draft series, each resting on a source that is a draft too."""
    source = make(Source, state="draft", slug="paper")
    series = make(Series, state="draft", slug="award")
    series.sources.add(source)
    finding = make(Finding, state="draft", slug="found", summary="Found.", series=series)
    finding.sources.add(source)
    return finding


def states():
    return [kind.objects.get().state for kind in (Source, Series, Finding)]


def test_a_record_is_not_published_on_what_is_not_public(draft):
    with pytest.raises(ValidationError, match="rests on nothing public in"):
        draft.publish()
    assert states() == ["draft", "draft", "draft"]
    draft.publish(together=True)
    assert states() == ["published", "published", "published"]


def test_nothing_is_published_where_one_of_them_is_incomplete(draft):
    Series.objects.get().sources.clear()
    with pytest.raises(ValidationError, match="names no source"):
        draft.publish(together=True)
    assert states() == ["draft", "draft", "draft"]


def test_a_support_is_not_withdrawn_from_under_public_records(draft):
    draft.publish(together=True)
    for support in (Source.objects.get(), Series.objects.get()):
        with pytest.raises(ValidationError, match="public records would rest on nothing"):
            support.withdraw("Misread.")
    assert states() == ["published", "published", "published"]
    Source.objects.get().withdraw("Misread.", together=True)
    assert states() == ["withdrawn", "withdrawn", "withdrawn"]
    assert "It rested on “" in Finding.objects.get().withdrawn_reason


def test_a_record_with_another_public_source_or_a_reason_stays(draft):
    draft.publish(together=True)
    for record in (Series.objects.get(), Finding.objects.get()):
        record.sources.add(make(Source))
    Source.objects.get(slug="paper").withdraw("Misread.")
    assert Finding.objects.get().state == "published"
    alone = make(Implication, no_source_reason="A test.")
    with pytest.raises(ValidationError, match="1 public records would rest on nothing: implication"):
        alone.domain.withdraw("Misread.")


def test_the_admin_names_what_goes_with_an_act_and_does_it_in_one(draft, admin):
    sent = {"action": "publish", "_selected_action": [draft.pk]}
    page = admin.post("/admin/findings/finding/", sent).content.decode()
    assert "nothing public may rest on a draft" in page
    assert page.index("Source:") < page.index("Series:")
    admin.post("/admin/findings/finding/", {**sent, "confirmed": "1"})
    assert states() == ["draft", "draft", "draft"]
    admin.post("/admin/findings/finding/", {**sent, "confirmed": "1", "together": "1"})
    assert states() == ["published", "published", "published"]


def test_the_button_on_a_form_asks_the_same(draft, admin):
    draft.publish(together=True)
    series = Series.objects.get()
    address = f"/admin/seminars/series/{series.pk}/change/"
    form = {**sent_form(admin.get(address)), "withdrawn_reason": "Misread.", "_withdraw": "1"}
    page = admin.post(address, form).content.decode()
    assert "would be left with nothing public to rest on" in page
    assert 'value="Misread."' in page
    assert states() == ["published", "published", "published"]


def test_who_may_not_publish_a_kind_does_not_publish_it_along_with_another(draft):
    user = User.objects.create_user("half", password="only-for-tests", is_staff=True)
    names = ("view_finding", "change_finding", "publish_finding")
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    sent = {"action": "publish", "_selected_action": [draft.pk], "confirmed": "1", "together": "1"}
    page = client.post("/admin/findings/finding/", sent, follow=True).content.decode()
    assert "You may not publish or withdraw what goes with it: series, source." in page
    assert states() == ["draft", "draft", "draft"]


def test_a_public_record_is_not_moved_onto_what_is_not_public_or_emptied(draft, admin):
    draft.publish(together=True)
    other, source = make(Series, state="draft"), make(Source, state="draft")
    address = f"/admin/findings/finding/{draft.pk}/change/"
    form = sent_form(admin.get(address))
    line = next(name for name in form if name.endswith("-0-source"))
    for wrong, said in (
        ({"series": str(other.pk)}, "leave it something public to rest on"),
        ({line: str(source.pk)}, "leave it something public to rest on"),
        ({"summary": ""}, "leave it something to say"),
    ):
        answer = admin.post(address, {**form, **wrong, "_save": "1"})
        assert (answer.status_code, said in answer.content.decode()) == (200, True), wrong
    assert admin.post(address, {**form, "_save": "1"}).status_code == 302
    series = f"/admin/seminars/series/{draft.series_id}/change/"
    answer = admin.post(series, {**sent_form(admin.get(series)), "sources": [str(source.pk)], "_save": "1"})
    assert "leave it something public to rest on" in answer.content.decode()


def test_a_withdrawal_names_and_takes_everything_above_and_asks_for_the_right_to_each(draft, admin):
    draft.publish(together=True)
    # It has a source of its own that stays, and falls with its series all the same.
    draft.sources.add(make(Source))
    draft.sources.remove(Source.objects.get(slug="paper"))
    paper = Source.objects.get(slug="paper")
    assert {str(each) for each in left_without(paper)} == {str(draft), str(draft.series)}
    paper.withdraw("Misread.", together=True)
    assert Finding.objects.get().state == "withdrawn"

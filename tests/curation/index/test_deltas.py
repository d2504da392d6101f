"""Each kind of change reaches an index that follows, without being read anew; and a kept document with it."""

import pytest
from django.db import connection

from collabfutures.curation.index import follower as module
from collabfutures.curation.index.follower import follower
from collabfutures.curation.publication import State
from findings.models import Finding
from seminars.models import ApplicationArea, Series, Theme
from tests.curation.index.world import unlike
from tests.making import make


@pytest.fixture
def finding(db):
    theme = make(Theme, slug="trust", title="Trust")
    found = make(Finding, slug="one", title="B", series=make(Series, slug="award"), summary="Said.")
    found.themes.add(theme, make(Theme, slug="hidden", state=State.DRAFT))
    found.series.application_areas.add(make(ApplicationArea))
    make(Finding, slug="two", title="D", parent=found)
    return found


def publish_a_draft(finding):
    draft = make(Finding, slug="three", state=State.DRAFT, title="C")
    draft.state = State.PUBLISHED
    draft.save()


def edit(finding):
    Finding.objects.filter(pk=finding.pk).update(title="E", consensus="contested", summary="")


def withdraw(finding):
    Finding.objects.filter(pk=finding.pk).update(state=State.WITHDRAWN)


def rename(finding):
    Finding.objects.filter(pk=finding.pk).update(slug="first")


def add_a_link(finding):
    finding.themes.add(make(Theme, slug="power"))


def take_a_link_away(finding):
    finding.themes.clear()


def rename_a_label(finding):
    Theme.objects.filter(slug="trust").update(title="Confidence", slug="confidence")


def publish_a_label(finding):
    Theme.objects.filter(slug="hidden").update(state=State.PUBLISHED)


def withdraw_a_label(finding):
    Theme.objects.filter(slug="trust").update(state=State.WITHDRAWN)


def take_a_link_away_while_the_label_is_withdrawn(finding):
    """Of which nothing is logged but that the label is public again, called as before."""
    Theme.objects.filter(slug="trust").update(state=State.WITHDRAWN)
    finding.themes.clear()
    Theme.objects.filter(slug="trust").update(state=State.PUBLISHED)


def add_a_link_while_the_label_is_withdrawn(finding):
    Theme.objects.filter(slug="trust").update(state=State.WITHDRAWN)
    Finding.objects.get(slug="two").themes.add(Theme.objects.get(slug="trust"))
    Theme.objects.filter(slug="trust").update(state=State.PUBLISHED)


def change_what_it_leads_over(finding):
    finding.series.application_areas.set([make(ApplicationArea)])


def withdraw_what_it_leads_over(finding):
    Series.objects.filter(pk=finding.series_id).update(state=State.WITHDRAWN)


def delete(finding):
    Finding.objects.filter(slug="two").delete()


def add_a_part(finding):
    make(Finding, slug="part", parent=finding)


def move_a_part(finding):
    Finding.objects.filter(slug="two").update(parent=None)


def bulk(finding):
    Finding.objects.bulk_create(
        [Finding(slug=f"b{at}", title=f"{at}", series=finding.series, state=State.PUBLISHED) for at in range(30)]
    )


def raw_sql(finding):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE findings_finding SET title = 'A', summary = '' WHERE slug = 'two'")


CHANGES = [
    publish_a_draft, edit, withdraw, rename, add_a_link, take_a_link_away, rename_a_label, publish_a_label,
    withdraw_a_label, take_a_link_away_while_the_label_is_withdrawn, add_a_link_while_the_label_is_withdrawn,
    change_what_it_leads_over, withdraw_what_it_leads_over, delete, add_a_part, move_a_part, bulk,
    raw_sql,
]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reaches_the_index_and_the_documents(change, finding, client, monkeypatch, settings):
    address = "/api/v1/findings/?facets=all"
    client.get(address)
    monkeypatch.setattr(module.KindIndex, "read", lambda *args: pytest.fail("the index was read anew"))
    change(finding)
    followed = client.get(address).json()
    monkeypatch.undo()
    index = follower.current(Finding)
    assert not list(unlike(Finding, index))
    settings.INDEX = False
    assert followed == client.get(address).json()


def test_many_changes_at_once_have_the_index_read_anew(finding, client, monkeypatch):
    client.get("/findings/")
    monkeypatch.setattr("collabfutures.curation.index.deltas.MOST", 10)
    bulk(finding)
    assert client.get("/api/v1/findings/").json()["count"] == 32
    assert not list(unlike(Finding, follower.current(Finding)))


def test_an_index_switched_off_or_busy_leaves_the_answer_to_sql(finding, client, settings):
    listed = client.get("/api/v1/findings/").json()
    make(Theme)
    with follower._lock:
        assert follower.current(Finding) is None
        assert client.get("/api/v1/findings/").json() == listed
    settings.INDEX = False
    assert client.get("/api/v1/findings/").json() == listed


def test_another_epoch_has_the_index_read_anew(finding, client):
    before = follower.current(Finding)
    module.ContentVersion.renew_epoch()
    assert follower.current(Finding).epoch != before.epoch


@pytest.mark.django_db(transaction=True)
def test_a_large_table_is_read_beside_while_sql_answers(client, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite is in memory, where a thread that reads shuts the writers out")
    make(Finding, slug="one")
    monkeypatch.setattr(module, "READ_AT_ONCE", 0)
    assert follower.current(Finding) is None
    assert client.get("/api/v1/findings/").json()["count"] == 1
    for thread in module.threading.enumerate():
        if thread.name.endswith("(_read)"):
            thread.join(10)
    assert [*follower.current(Finding).public] == [Finding.objects.get().pk]
    monkeypatch.undo()
    assert client.get("/readyz").content == b"ready\n"


def themes_told(client):
    return [link["slug"] for link in client.get("/api/v1/findings/").json()["results"][0]["themes"]]


def test_what_was_published_and_changed_since_is_shown_by_what_links_to_it(finding, client):
    client.get("/api/v1/findings/one/")
    assert themes_told(client) == ["trust"]
    # The log keeps the last of the two.
    publish_a_label(finding)
    Theme.objects.filter(slug="hidden").update(title="Seen")
    assert themes_told(client) == ["hidden", "trust"]


def test_a_record_whose_address_another_one_takes_is_gone(finding, client):
    listed = client.get("/api/v1/findings/").json()
    old = Finding.objects.get(slug="two")
    Finding.objects.filter(pk=old.pk).delete()
    new = make(Finding, slug="two", title=old.title, series=finding.series)
    assert new.pk != old.pk
    index = follower.current(Finding)
    assert not list(unlike(Finding, index))
    assert client.get("/api/v1/findings/").json()["count"] == listed["count"]


def test_an_order_that_holds_what_is_gone_has_the_index_read_anew(finding, monkeypatch):
    index = follower.current(Finding)
    gone = 10**6
    broken = {word: order.with_at([1], [gone]) for word, order in index.orders.items()}
    follower._indexes[Finding] = module.replace(index, orders=broken)
    edit(finding)
    assert not list(unlike(Finding, follower.current(Finding)))


def test_a_value_that_the_filterset_refuses_is_refused_with_an_index_too(client, db):
    make(Series, start_date="1899-05-01")
    assert client.get("/api/v1/series/").json()["count"] == 1
    assert client.get("/api/v1/series/?start_year=1899").status_code == 400

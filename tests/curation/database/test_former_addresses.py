"""A renamed record answers 301 under its old address: as a page, in the API, and as the value of a filter."""

import pytest
from django.db import connection

from collabfutures.curation.desk.merging import merge
from collabfutures.curation.models import FormerAddress
from collabfutures.curation.revisions.acts import NOBODY
from collabfutures.curation.revisions.deleted import bring_back, deleted
from collabfutures.curation.revisions.noting import note_deleted
from findings.models import Finding
from seminars.models import Sector, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make


def save(record):
    record.slug = "new"
    record.save()


def update(record):
    type(record).objects.filter(pk=record.pk).update(slug="new")


def bulk_update(record):
    record.slug = "new"
    type(record).objects.bulk_update([record], ["slug"])


def raw_sql(record):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {record._meta.db_table} SET slug = 'new' WHERE id = %s", [record.pk])


@pytest.mark.parametrize("rename", [save, update, bulk_update, raw_sql])
def test_an_old_address_leads_to_the_new_one_however_it_was_renamed(rename, client, db):
    theme = make(Theme, slug="old")
    make(Finding, slug="f").themes.add(theme)
    rename(theme)
    for old, new in (
        ("/themes/old/", "/themes/new/"),
        ("/themes/old/?brief=finding.f", "/themes/new/?brief=finding.f"),
        ("/api/v1/themes/old/", "/api/v1/themes/new/"),
        ("/api/v1/themes/old/?format=bibtex", "/api/v1/themes/new/?format=bibtex"),
        ("/findings/?theme=old", "/findings/?theme=new"),
        ("/api/v1/findings/?theme=old&sort=title", "/api/v1/findings/?theme=new&sort=title"),
        ("/api/v1/findings/?theme__all=old", "/api/v1/findings/?theme__all=new"),
    ):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new), old
        assert client.get(new).status_code == 200


def test_one_former_slug_among_present_ones_is_enough(client, db):
    theme, sector = make(Theme, slug="old"), make(Sector, slug="public")
    update(theme)
    for path in ("/findings/", "/api/v1/findings/"):
        for query in ("theme=old&sector=public", "sector=public&theme=old", "theme=old&barrier=none"):
            response = client.get(f"{path}?{query}")
            assert (response.status_code, response["Location"]) == (301, f"{path}?{query.replace('old', 'new')}")
    assert sector.slug == "public"


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_kind_keeps_its_old_addresses(kind, client, db):
    record = make(kind, slug="first")
    for slug in ("second", "third"):
        kind.objects.filter(pk=record.pk).update(slug=slug)
    for old in ("first", "second"):
        assert client.get(f"{kind.get_list_url()}{old}/")["Location"] == f"{kind.get_list_url()}third/"
        assert client.get(f"{kind.get_api_url()}{old}/").status_code == 301


def test_an_address_that_is_taken_again_is_its_new_owners(client, db):
    first = make(Theme, slug="one")
    Theme.objects.filter(pk=first.pk).update(slug="two")
    make(Theme, slug="one", title="The newcomer")
    assert b"The newcomer" in client.get("/themes/one/").content
    assert FormerAddress.objects.count() == 0


def test_a_record_renamed_back_leads_nowhere_in_a_circle(client, db):
    theme = make(Theme, slug="one")
    for slug in ("two", "one"):
        Theme.objects.filter(pk=theme.pk).update(slug=slug)
    assert client.get("/themes/one/").status_code == 200
    assert client.get("/themes/two/")["Location"] == "/themes/one/"


def test_a_draft_leaves_no_trace_of_an_old_address(client, db):
    draft = make(Theme, slug="secret", state="draft")
    Theme.objects.filter(pk=draft.pk).update(slug="new")
    assert FormerAddress.objects.count() == 0
    assert client.get("/themes/secret/").status_code == 404


def test_an_old_address_of_a_withdrawn_record_leads_to_why(client, db):
    theme = make(Theme, slug="old")
    Theme.objects.filter(pk=theme.pk).update(slug="new")
    Theme.objects.get(slug="new").withdraw("Misread.")
    assert client.get("/themes/old/", follow=True).status_code == 410


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_withdrawn_record_that_is_deleted_goes_on_saying_why(kind, client, admin):
    record = make(kind, slug="before")
    kind.objects.filter(pk=record.pk).update(slug="after")
    kind.objects.get(pk=record.pk).withdraw("Misread.")
    addresses = [f"{url}{slug}/" for url in (kind.get_list_url(), kind.get_api_url()) for slug in ("after", "before")]
    told = [client.get(each) for each in addresses]
    assert {each.status_code for each in told} == {410}
    page = f"/admin/{kind._meta.app_label}/{kind._meta.model_name}/{record.pk}/delete/"
    assert admin.post(page, {"post": "yes"}).status_code == 302
    assert not kind.objects.filter(pk=record.pk).exists()
    for address, before in zip(addresses, told, strict=True):
        now = client.get(address)
        assert now.status_code == 410
        assert "Misread." in now.content.decode()
        assert now.content == before.content


def test_what_was_withdrawn_and_is_brought_back_says_why_until_it_is_public_again(client, admin):
    theme = make(Theme, slug="one", title="One", no_source_reason="A test.")
    theme.withdraw("Misread.")
    admin.post(f"/admin/seminars/theme/{theme.pk}/delete/", {"post": "yes"})
    bring_back(Theme, deleted(Theme).get(), NOBODY)
    assert client.get("/themes/one/").status_code == 410
    Theme.objects.filter(pk=theme.pk).update(slug="two")
    assert client.get("/themes/one/").status_code == 410
    Theme.objects.filter(pk=theme.pk).update(slug="one")
    theme.refresh_from_db()
    theme.publish()
    assert client.get("/themes/one/").status_code == 200
    Theme.objects.filter(pk=theme.pk).update(slug="three")
    assert client.get("/themes/one/")["Location"] == "/themes/three/"


def test_another_record_may_take_the_address_of_one_that_is_gone(client, db):
    theme = make(Theme, slug="one")
    theme.withdraw("Misread.")
    theme.delete()
    make(Theme, slug="one", title="The newcomer")
    assert b"The newcomer" in client.get("/themes/one/").content


def test_a_draft_takes_no_address_from_readers(client, admin):
    gone, moved = (make(Theme, slug=slug, no_source_reason="A test.") for slug in ("gone", "moved"))
    gone.withdraw("Misread.")
    gone.delete()
    Theme.objects.filter(pk=moved.pk).update(slug="now")
    for slug in ("gone", "moved"):
        draft = make(Theme, "draft", slug=slug)
        for _ in range(2):
            assert client.get("/themes/gone/").status_code == 410
            assert client.get("/themes/moved/")["Location"] == "/themes/now/"
            Theme.objects.filter(pk=draft.pk).update(slug=f"{slug}-elsewhere")
        Theme.objects.filter(pk=draft.pk).update(slug=slug)
        draft.delete()
    assert client.get("/themes/gone/").status_code == 410
    newcomer = make(Theme, "draft", slug="moved", no_source_reason="A test.")
    newcomer.publish()
    assert client.get("/themes/moved/").status_code == 200


def test_what_is_merged_and_brought_back_leads_on_until_it_is_public_itself(client, db):
    kept, lost = (make(Theme, slug=slug, no_source_reason="A test.") for slug in ("kept", "lost"))
    key = lost.pk
    merge(kept, lost, [], NOBODY)
    for _ in range(2):
        back = bring_back(Theme, deleted(Theme).filter(object_id=key).first(), NOBODY)[0]
        assert client.get("/themes/lost/")["Location"] == "/themes/kept/"
        note_deleted(back, NOBODY)
        back.delete()
        assert client.get("/themes/lost/")["Location"] == "/themes/kept/"
    back = bring_back(Theme, deleted(Theme).filter(object_id=key).first(), NOBODY)[0]
    back.publish()
    assert client.get("/themes/lost/").status_code == 200
    back.withdraw("Misread.")
    back.delete()
    assert client.get("/themes/lost/").status_code == 410


def test_merged_one_way_and_then_the_other_it_says_why_it_is_gone(client, db):
    one, two = (make(Theme, slug=slug, no_source_reason="A test.") for slug in ("one", "two"))
    keys = one.pk, two.pk
    merge(one, two, [], NOBODY)
    bring_back(Theme, deleted(Theme).get(object_id=keys[1]), NOBODY)[0].publish()
    merge(Theme.objects.get(pk=keys[1]), Theme.objects.get(pk=keys[0]), [], NOBODY)
    two = Theme.objects.get(pk=keys[1])
    two.withdraw("Misread.")
    two.delete()
    for slug in ("one", "two"):
        assert client.get(f"/themes/{slug}/").status_code == 410


def test_a_deleted_record_takes_its_old_addresses_along(client, db):
    theme = make(Theme, slug="old")
    Theme.objects.filter(pk=theme.pk).update(slug="new")
    Theme.objects.all().delete()
    assert client.get("/themes/old/").status_code == 404
    assert FormerAddress.objects.count() == 0

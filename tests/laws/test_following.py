"""Whoever walks a list or follows the log loses nothing, whatever curators do meanwhile."""

import random

import pytest

from collabfutures.curation.addresses import FormerAddress
from collabfutures.curation.models import ContentVersion
from findings.models import Finding, ImpactRecord
from seminars.models import Theme
from tests.curation.index.world import World
from tests.kinds import KINDS
from tests.making import make

STEPS = 1_000


def public(kind):
    return set(kind.objects.published().values_list("pk", flat=True))


# Each step is committed: in one transaction PostgreSQL keeps every former row in the way, and a step took a second.
@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_walk_by_key_meets_every_record_that_was_public_throughout_exactly_once(client):
    chosen = random.Random(7)
    world, steps = World(chosen.choice, [Finding]), 0
    for number in range(60):
        make(Finding, title=f"T {number % 5}")
    while steps < STEPS:
        throughout, met = public(Finding), []
        address = "/api/v1/findings/?cursor=*&page_size=10"
        while address:
            answer = client.get(address).json()
            met += [each["slug"] for each in answer["results"]]
            address = answer["next"]
            for _ in range(8):
                world.step()
                throughout &= public(Finding)
            steps += 8
        now = dict(Finding.objects.filter(pk__in=throughout).values_list("pk", "slug"))
        keys = met_keys(met)
        assert [pk for pk in now if keys.count(pk) != 1] == []


def met_keys(slugs):
    """The records by key: one that was renamed meanwhile was met under the slug that it had."""
    former = FormerAddress.objects.filter(kind="findings.finding").values_list("slug", "object_id")
    known = dict(former) | dict(Finding.objects.values_list("slug", "pk"))
    return [known.get(slug) for slug in slugs]


@pytest.mark.long
@pytest.mark.parametrize("kinds", [[Finding, Theme], [ImpactRecord], KINDS], ids=["two", "one", "all"])
def test_a_copy_that_follows_the_changes_is_the_site(kinds, client, db):
    chosen = random.Random(len(kinds))
    world, copy, since = World(chosen.choice, kinds), {}, ""
    for _ in range(6):
        for _ in range(15):
            world.step()
        since = followed(client, copy, since)
        assert copy == whole(client, kinds)


def followed(client, copy, since):
    """Brings a copy to now; the position to go on from."""
    address = f"/api/v1/changes/?page_size=10{since and f'&since={since}'}"
    while address:
        answer = client.get(address).json()
        for entry in answer["results"]:
            found = client.get(entry["api_url"])
            copy.pop((entry["kind"], entry["slug"]), None)
            if found.status_code == 200:
                copy[entry["kind"], entry["slug"]] = found.json()["updated_at"]
        address = answer["next"]
    return answer["position"]


def whole(client, kinds):
    found = {}
    for kind in KINDS:
        address = f"{kind.get_api_url()}?cursor=*&page_size=100"
        while address:
            answer = client.get(address).json()
            found |= {(each["kind"], each["slug"]): each["updated_at"] for each in answer["results"]}
            address = answer["next"]
    return found


def test_what_happened_is_told_with_its_reason_and_where_it_leads(client, db):
    theme, other = make(Theme, slug="one", title="One"), make(Theme, slug="gone", title="Gone")
    position = client.get("/api/v1/changes/").json()["position"]
    Theme.objects.filter(pk=theme.pk).update(slug="two")
    Theme.objects.get(pk=other.pk).withdraw("Misread.")
    told = client.get(f"/api/v1/changes/?since={position}").json()["results"]
    assert [(each["slug"], each["action"], each["reason"]) for each in told] == [
        ("one", "renamed", None),
        ("two", "changed", None),
        ("gone", "withdrawn", "Misread."),
    ]
    assert told[0]["moved_to"]["api_url"] == "http://testserver/api/v1/themes/two/"
    assert client.get(f"/api/v1/changes/?since={position}&action=withdrawn&kind=theme").json()["results"] == told[2:]


@pytest.mark.long
@pytest.mark.parametrize("kinds", [[Finding, Theme], KINDS], ids=["two", "all"])
def test_a_copy_of_whole_documents_that_follows_the_lists_is_the_site(kinds, client, db):
    """Titles of related records and where they lead are a part of a document; tombstones come with the list."""
    chosen = random.Random(len(kinds))
    world, copies, since = World(chosen.choice, kinds), {kind: {} for kind in KINDS}, dict.fromkeys(KINDS, "2000-01-01")
    for _ in range(6):
        for _ in range(15):
            world.step()
        for kind, copy in copies.items():
            since[kind] = _listed_since(client, kind, copy, since[kind])
            every = client.get(f"{kind.get_api_url()}?cursor=*&page_size=100").json()
            assert every["next"] is None
            assert copy == {each["slug"]: each for each in every["results"]}


def _listed_since(client, kind, copy, since):
    address, first = f"{kind.get_api_url()}?updated_since={since}&include=withdrawn&cursor=*&page_size=100", None
    while address:
        answer = client.get(address).json()
        first = first or answer
        for entry in answer["withdrawn"]:
            copy.pop(entry["slug"], None)
        copy |= {each["slug"]: each for each in answer["results"]}
        address = answer["next"]
    return first["position"]


def test_a_list_since_a_position_has_what_changed_and_says_where_to_go_on(client, db):
    for number in range(3):
        make(Theme, slug=f"t-{number}", title=f"T {number}")
    begun = client.get("/api/v1/themes/?updated_since=2000-01-01").json()
    assert begun["count"] == 3
    Theme.objects.filter(slug="t-1").update(summary="Changed.")
    later = client.get(f"/api/v1/themes/?updated_since={begun['position']}").json()
    assert [each["slug"] for each in later["results"]] == ["t-1"]
    assert client.get(f"/api/v1/themes/?updated_since={later['position']}").json()["count"] == 0
    assert client.get("/api/v1/themes/?updated_since=2000-01-01T00:00:00Z&format=csv").content.count(b"\r\n") == 4


def test_a_note_for_curators_is_no_change(client, db):
    theme = make(Theme)
    before = client.get("/api/v1/changes/").json()
    stamp = client.get(f"/api/v1/themes/{theme.slug}/").json()["updated_at"]
    theme.curator_note = "Ask again."
    theme.save(update_fields=["curator_note"])
    assert client.get("/api/v1/changes/").json() == before
    assert client.get(f"/api/v1/themes/{theme.slug}/").json()["updated_at"] == stamp


def test_after_a_restore_whoever_followed_begins_again(client, db):
    make(Theme)
    position = client.get("/api/v1/changes/").json()["position"]
    ContentVersion.renew_epoch()
    for address in (f"/api/v1/changes/?since={position}", f"/api/v1/themes/?updated_since={position}"):
        refused = client.get(address)
        assert (refused.status_code, refused.json()["code"]) == (410, "begin-again")
    assert client.get(f"/themes/?updated_since={position}").status_code == 400


@pytest.mark.parametrize("since", ["x", "2026-13-01", "1.2:3", "９", "2026-11-24T25:00:00Z", "a" * 900])
def test_a_position_that_is_none_is_refused_by_name(since, client, db):
    for address, name in (("/api/v1/changes/?since=", "since"), ("/api/v1/themes/?updated_since=", "updated_since")):
        refused = client.get(address + since)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["parameter"] in (name, "")

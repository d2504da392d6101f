"""A dump is the site: taken into an empty one it gives the same public bytes, and the changes bring it to now."""

import hashlib
import io
import json
import random
import sqlite3
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from collabfutures.curation.dump import making
from collabfutures.curation.dump.archive import lines_of
from collabfutures.curation.dump.json_lines import file_name
from collabfutures.curation.dump.manifest import LINES, MEDIA_TYPES, SQLITE
from collabfutures.curation.dump.sqlite_file import table_of
from collabfutures.curation.dump.taking import take
from collabfutures.curation.models import Revision
from collabfutures.curation.publication import State
from collabfutures.curation.registry import kind_of
from collabfutures.curation.revisions.acts import Act
from findings.models import Finding
from seminars.models import ApplicationArea, Theme
from tests.curation.index.world import World
from tests.kinds import KINDS
from tests.making import make
from tests.walk import addresses

SITE = "http://testserver"
# What says when an answer was made, and what it was asked with.
# There are no more than GtR’s 22 areas, and the series has them all.
MOVED = [model for model in KINDS if model is not ApplicationArea]
APART = ("/api/v1/dump/", "/healthz", "/readyz")


@pytest.fixture
def lived_in(series, client):
    """The built-in series with a history: renamed, withdrawn, deleted, merged, drafts beside it, a note for readers."""
    world = World(random.Random(5).choice, MOVED)
    for _ in range(60):
        world.step()
    for model in KINDS:
        if not model.objects.published().exists():
            make(model)
    theme = make(Theme, slug="was-here", title="Was here")
    Theme.objects.filter(pk=theme.pk).update(slug="is-here")
    for slug in ("gone", "deleted"):
        make(Theme, slug=slug, title=slug).withdraw("Misread.")
    Theme.objects.get(slug="deleted").delete()
    make(Finding, slug="a-draft", title="Zanzibar", state=State.DRAFT)
    shown = make(Finding, slug="noted", curator_note="Zanzibar", raw={"said": "Zanzibar"})
    shown.sectors.add(make(kind("sector"), state=State.DRAFT))
    kept = {"kind": "findings.finding", "object_id": shown.pk, "title": shown.title, "token": shown.token}
    Revision.objects.create(act=Act.PUBLISHED, state=State.PUBLISHED, is_told=True, reason="Said more plainly.", **kept)


def kind(name):
    return next(model for model in KINDS if model._meta.model_name == name)


def public_bytes(client):
    """{address: (status, where it leads, bytes)} of every public address, lists walked, old addresses included."""
    records = {model: model.objects.published().order_by("pk").first() for model in KINDS}
    assert all(records.values())
    asked = [address for address in addresses(records) if not address.startswith(APART)]
    asked += [f"{model.get_api_url()}?facets=all&page_size=100&sort=recently-updated" for model in KINDS]
    asked += [f"{model.get_api_url()}?cursor=*" for model in KINDS] + ["/api/v1/changes/?page_size=100"]
    asked += [record.get_absolute_url() for model in KINDS for record in model.objects.published()[:3]]
    asked += [f"/themes/{slug}/" for slug in ("was-here", "gone", "deleted")]
    asked += [f"/api/v1/themes/{slug}/" for slug in ("was-here", "gone", "deleted")]
    return {address: said(client.get(address)) for address in asked}


def said(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "spreadsheetml" in response.headers.get("Content-Type", ""):
        # A workbook holds the moment at which it was written.
        content = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return response.status_code, response.headers.get("Location"), content


def emptied():
    """Nothing is left, as after `migrate` on a new machine."""
    models = [model for app in ("seminars", "findings") for model in _models(app)]
    for model in [*models, *_models("curation")]:
        model._base_manager.all()._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM curation_change")


def _models(app):
    found = list(apps.get_app_config(app).get_models(include_auto_created=True))
    return sorted(found, key=lambda model: not model._meta.auto_created)


@pytest.mark.long
def test_taken_into_an_empty_site_every_public_byte_is_the_same(lived_in, client, forgotten):
    before, made = public_bytes(client), making.make(SITE, "/api/v1/dump/")
    lines = made / LINES
    emptied()
    forgotten()
    assert take(lines) == sum(model.objects.count() for model in KINDS) > 200
    forgotten()
    after = public_bytes(client)
    assert before.keys() == after.keys()
    assert [address for address in before if before[address] != after[address]] == []
    assert before["/themes/was-here/"][:2] == (301, "/themes/is-here/")
    assert before["/api/v1/themes/gone/"][0] == before["/api/v1/themes/deleted/"][0] == 410
    make(Theme, title="The next one")


def test_a_site_that_has_something_takes_no_dump(series, client, tmp_path):
    lines = making.make(SITE, "/api/v1/dump/") / LINES
    count = Finding.objects.count()
    with pytest.raises(ValidationError, match="empty site"):
        take(lines)
    (tmp_path / "no.zip").write_bytes(b"no zip")
    emptied()
    with pytest.raises(CommandError, match="no dump that can be read"):
        call_command("load_dump", tmp_path / "no.zip")
    assert count > 0 and Finding.objects.count() == 0


def test_nothing_that_is_not_public_is_in_a_dump(lived_in):
    made = making.make(SITE, "/api/v1/dump/")
    for path in made.iterdir():
        content = path.read_bytes()
        if path.suffix == ".zip":
            archive = zipfile.ZipFile(path)
            content = b"".join(archive.read(name) for name in archive.namelist())
        assert b"anzibar" not in content and b"a-draft" not in content, path.name


def test_the_files_count_what_the_api_counts(lived_in, client):
    manifest = client.get("/api/v1/dump/").json()
    made = making.newest()
    database = sqlite3.connect(made / SQLITE)
    archive = zipfile.ZipFile(made / LINES)
    for model in KINDS:
        count = client.get(f"{model.get_api_url()}?count=only").json()["count"]
        assert database.execute(f"SELECT COUNT(*) FROM {table_of(model)}").fetchone() == (count,)
        assert len(list(lines_of(archive, file_name(kind_of(model))))) == count
        assert manifest["counts"][file_name(kind_of(model))] == count
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_manifest_tells_how_to_check_each_file_and_where_to_go_on(series, client):
    manifest = client.get("/api/v1/dump/").json()
    for each in manifest["files"]:
        response = client.get(each["url"])
        content = b"".join(response.streaming_content)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (each["bytes"], each["sha256"])
        assert response["Content-Type"] == MEDIA_TYPES[each["name"]]
        again = client.get(each["url"], headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/api/v1/changes/?since={manifest['position']}").json()["results"] == []
    assert client.get("/api/v1/dump/").content == client.get("/api/v1/dump/").content
    Theme.objects.published().first().withdraw("A test.")
    newer = client.get("/api/v1/dump/").json()
    assert newer["version"] > manifest["version"]
    told = client.get(f"/api/v1/changes/?since={manifest['position']}").json()["results"]
    assert told[-1]["action"] == "withdrawn"
    assert client.get("/api/v1/dump/never-was").status_code == 404


@pytest.mark.long
@pytest.mark.parametrize("accept", ["application/zip", "application/octet-stream", "application/json", "text/html"])
def test_a_file_is_had_by_its_name_whatever_else_is_accepted(accept, series, client):
    for file in client.get("/api/v1/dump/").json()["files"]:
        answer = client.get(file["url"], headers={"accept": accept})
        assert answer["Content-Type"] == file["media_type"]
        assert len(b"".join(answer.streaming_content)) == file["bytes"]


def test_a_dump_and_the_changes_since_are_the_site_of_now(lived_in, client):
    made = making.make(SITE, "/api/v1/dump/")
    archive, copy = zipfile.ZipFile(made / LINES), {}
    for model in KINDS:
        copy |= {(model, row["slug"]): row["title"] for row in lines_of(archive, file_name(kind_of(model)))}
    world = World(random.Random(8).choice, MOVED)
    for _ in range(40):
        world.step()
    address = f"/api/v1/changes/?since={json.loads((made / 'manifest.json').read_text())['position']}"
    while address:
        answer = client.get(address).json()
        for entry in answer["results"]:
            model = next(each for each in KINDS if entry["api_url"].startswith(f"{SITE}{each.get_api_url()}"))
            found = client.get(entry["api_url"])
            copy.pop((model, entry["slug"]), None)
            if found.status_code == 200:
                copy[model, entry["slug"]] = found.json()["title"]
        address = answer["next"]
    assert copy == {(model, record.slug): record.title for model in KINDS for record in model.objects.published()}


def test_the_same_base_gives_the_same_bytes(series):
    one, other = (making.make(SITE, "/api/v1/dump/") for _ in range(2))
    for name in MEDIA_TYPES:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert {path.name for path in Path(one).parent.iterdir()} == {one.name, other.name}

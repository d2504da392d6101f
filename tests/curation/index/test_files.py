"""An index that is kept in a file is the one that was written, and is followed from there."""

import random

import pytest
from django.test import override_settings

from collabfutures.curation.index import follower as following
from collabfutures.curation.index.files import belongs_to, load, save
from collabfutures.curation.index.follower import Follower
from collabfutures.curation.index.kind_index import KindIndex
from collabfutures.curation.index.rows import Rows
from collabfutures.curation.models import ContentVersion
from findings.models import Finding
from tests.curation.index.world import World, unlike
from tests.kinds import KINDS, NAMES, VIEWSETS
from tests.making import make


@pytest.fixture
def folder(tmp_path):
    with override_settings(INDEX_FOLDER=str(tmp_path / "indexes")):
        yield tmp_path / "indexes"


def read(kind):
    filterset_class = VIEWSETS[kind].filterset_class
    return Rows(filterset_class), KindIndex.read(filterset_class, *ContentVersion.now())


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_what_is_read_back_is_what_was_written(kind, folder, db):
    chance = random.Random(3)
    world = World(lambda things: chance.choice(list(things)), [kind])
    for _ in range(20):
        world.step()
    rows, index = read(kind)
    save(rows, index)
    back = load(rows, index.epoch)
    assert (back.number, back.epoch) == (index.number, index.epoch)
    assert not list(unlike(kind, back))


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_process_looks_for_the_same_file(kind, db):
    assert " at 0x" not in belongs_to(Rows(VIEWSETS[kind].filterset_class), "epoch")


def test_a_process_that_starts_follows_the_file_and_reads_no_table(folder, db, monkeypatch):
    make(Finding, title="Before")
    rows, index = read(Finding)
    save(rows, index)
    after = make(Finding, title="After")
    monkeypatch.setattr(following, "READ_AT_ONCE", 0)
    monkeypatch.setattr(KindIndex, "read", None)
    found = Follower().current(Finding)
    assert after.pk in found.public
    assert len(found.public) == 2


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_broken_file_is_read_anew_and_said_in_the_log(content, folder, db, caplog):
    rows, index = read(Finding)
    save(rows, index)
    next(folder.iterdir()).write_bytes(content)
    assert load(rows, index.epoch) is None
    assert "is read anew" in caplog.text


def test_another_epoch_has_no_file(folder, db):
    rows, index = read(Finding)
    save(rows, index)
    assert load(rows, "another") is None


def test_a_folder_that_cannot_be_written_is_said_in_the_log(tmp_path, db, caplog):
    (tmp_path / "file").write_text("")
    with override_settings(INDEX_FOLDER=str(tmp_path / "file" / "below")):
        save(*read(Finding))
    assert "was not written" in caplog.text

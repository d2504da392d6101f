"""A copy of a database that is a file is whole, however it is used meanwhile, and is put back without loss."""

import sqlite3
from contextlib import closing

import pytest

from collabfutures.curation.database.backups import NotWhole, check, copies, copy, put_back


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("CREATE TABLE curation_contentversion (id INTEGER PRIMARY KEY, number INTEGER)")
        file.execute("INSERT INTO curation_contentversion VALUES (1, 7)")
    return path


def number(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT number FROM curation_contentversion").fetchone()[0]


def change(path, to):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE curation_contentversion SET number = ?", [to])


def test_a_copy_holds_what_is_saved_and_nothing_that_is_not(database, tmp_path):
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("UPDATE curation_contentversion SET number = 8")
        assert number(copy(database, tmp_path / "copies", keep=3)) == 7
        writer.commit()
    assert number(copy(database, tmp_path / "copies", keep=3)) == 8


def test_the_newest_copies_stay(database, tmp_path):
    made = [copy(database, tmp_path / "copies", keep=2) for _ in range(4)]
    assert copies(tmp_path / "copies") == made[-2:]


def test_what_was_there_stays_aside_with_its_journal(database, tmp_path):
    saved = copy(database, tmp_path / "copies", keep=1)
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("UPDATE curation_contentversion SET number = 99")
        writer.commit()
        aside = put_back(saved, database)
    assert (number(database), number(aside)) == (7, 99)


@pytest.mark.parametrize("damage", [b"", b"no database", b"\x00" * 5_000])
def test_a_damaged_copy_is_refused_and_nothing_is_touched(damage, database, tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(damage)
    with pytest.raises(NotWhole):
        put_back(broken, database)
    assert number(database) == 7


def test_a_copy_with_a_flipped_page_is_noticed(database, tmp_path):
    saved = copy(database, tmp_path / "copies", keep=1)
    content = bytearray(saved.read_bytes())
    content[4096:4196] = b"\xff" * 100
    saved.write_bytes(content)
    with pytest.raises(NotWhole):
        check(saved)

"""A copy of a database that is a file is whole, however it is used meanwhile, and is put back without loss."""

import sqlite3
from contextlib import closing

import pytest

from collabfutures.curation.database.backups import InUse, NotWhole, check, copies, copy, put_back


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


def test_the_newest_copies_stay_and_one_of_each_day_and_what_is_no_copy(database, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    days = [folder / f"2026010{day}T0{hour}0000.000000Z.sqlite3" for day in range(1, 5) for hour in (1, 2)]
    for path in (*days, folder / "before-upgrade.sqlite3"):
        path.write_bytes(b"")
    made = [copy(database, folder, keep=3) for _ in range(4)]
    # The last of the third and the fourth of January, and of today; the newest three.
    assert copies(folder) == [days[5], days[7], *made[-3:]]
    assert (folder / "before-upgrade.sqlite3").exists()


def test_what_was_there_stays_aside(database, tmp_path):
    saved = copy(database, tmp_path / "copies", keep=1)
    change(database, to=99)
    aside = put_back(saved, database)
    assert (number(database), number(aside)) == (7, 99)


def test_nothing_is_put_back_while_somebody_has_the_database_open(database, tmp_path):
    saved = copy(database, tmp_path / "copies", keep=1)
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("UPDATE curation_contentversion SET number = 99")
        writer.commit()
        with pytest.raises(InUse):
            put_back(saved, database)
    assert number(database) == 99


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

"""Copies of a database that is a file: made while it is used, and put back in its place."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

ENDING = ".sqlite3"


class NotWhole(Exception):
    """A copy that the database itself finds damaged."""


def copy(database: Path, folder: Path, keep: int) -> Path:
    """A copy of now, in the folder; of the copies there the newest `keep` stay. Raises NotWhole."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}{ENDING}"
    part = made.with_suffix(".part")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as target:
        # SQLite's own backup reads one state, however much is written meanwhile.
        source.backup(target)
    check(part)
    part.rename(made)
    for old in copies(folder)[:-keep]:
        old.unlink()
    return made


def copies(folder: Path) -> list[Path]:
    """The copies in a folder, the newest last."""
    return sorted(folder.glob(f"*{ENDING}"))


def check(path: Path) -> None:
    """Raises NotWhole unless the file is a database that finds nothing wrong with itself."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as found:
            told = found.execute("PRAGMA quick_check").fetchone()[0]
            is_ours = found.execute("SELECT 1 FROM sqlite_master WHERE name = 'curation_contentversion'").fetchone()
    except sqlite3.DatabaseError as error:
        raise NotWhole(f"{path}: {error}") from error
    if told != "ok" or not is_ours:
        raise NotWhole(f"{path}: {told if told != 'ok' else 'this is no database of this site'}")


def put_back(saved: Path, database: Path) -> Path | None:
    """Puts a copy in the place of the database; what was there stays beside it, and is returned. Raises NotWhole."""
    check(saved)
    part = database.with_suffix(".restoring")
    part.write_bytes(saved.read_bytes())
    aside = database.with_name(f"{database.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    for ending in ("-wal", "-shm", ""):
        old = database.with_name(database.name + ending)
        if old.exists():
            # Its journals go with it: beside another file they would be read into it.
            old.rename(aside.with_name(aside.name + ending))
    os.replace(part, database)
    return aside if aside.exists() else None

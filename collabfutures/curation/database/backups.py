"""Copies of a database that is a file: made while it is used, and put back in its place."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

ENDING = ".sqlite3"
NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z" + re.escape(ENDING))


class NotWhole(Exception):
    """A copy that the database itself finds damaged."""


class InUse(Exception):
    """A database that somebody has open."""


def copy(database: Path, folder: Path, keep: int) -> Path:
    """A copy of now, in the folder. The newest `keep` there stay, and as many daily ones. Raises NotWhole."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}{ENDING}"
    part = made.with_suffix(".part")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as target:
        # SQLite's own backup reads one state, however much is written meanwhile.
        source.backup(target)
    check(part)
    part.rename(made)
    _flush(made)
    for old in _to_forget(copies(folder), keep):
        old.unlink()
    return made


def copies(folder: Path) -> list[Path]:
    """The copies in a folder, the newest last; what has another name is nobody's here."""
    return sorted(path for path in folder.glob(f"*{ENDING}") if NAME.fullmatch(path.name))


def _to_forget(found, keep):
    """All but the newest, and the last of each of so many days."""
    days = {path.name[:8]: path for path in found}
    stay = {*found[-keep:], *sorted(days.values())[-keep:]}
    return [path for path in found if path not in stay]


def _flush(path):
    with path.open("rb") as file:
        os.fsync(file.fileno())


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
    """Puts a copy in the place of the database; what was there stays beside it, and is returned.

    Raises NotWhole for a damaged copy, and InUse while anybody has the database open: what they save would be lost.
    """
    check(saved)
    part = database.with_suffix(".restoring")
    shutil.copyfile(saved, part)
    _flush(part)
    aside = None
    if database.exists():
        _close(database)
        aside = database.with_name(f"{database.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        os.link(database, aside)
    os.replace(part, database)
    return aside


def _close(database):
    """Takes the journal into the file: beside another file it would be read into that one."""
    try:
        with closing(sqlite3.connect(database, timeout=1)) as file:
            mode = file.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise InUse(f"{database} is in use: stop the site first.") from error
    if mode != "delete":
        raise InUse(f"{database} is in use: stop the site first.")

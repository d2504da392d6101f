"""A zip file whose bytes depend on nothing but what is in it: no clock, no machine."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import orjson

# The first moment that a zip file can name.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)


class Archive:
    """Files are written one after the other, in pieces; none of them is held in memory."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(name, NO_MOMENT)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)

    def add_lines(self, name: str, rows: Iterable[dict]) -> int:
        """A file of JSON Lines; the number of its rows."""
        number = 0

        def pieces() -> Iterable[bytes]:
            nonlocal number
            for row in rows:
                number += 1
                yield orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

        self.add(name, pieces())
        return number


def lines_of(archive: zipfile.ZipFile, name: str) -> Iterable[dict]:
    """The rows of a file of JSON Lines."""
    with archive.open(name) as file:
        yield from _read(file)


def _read(file: IO[bytes]) -> Iterable[dict]:
    for line in file:
        yield orjson.loads(line)

"""Imports Gateway to Research records."""

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction
from tqdm import tqdm

from findings.gtr.fetch import fetch_award
from findings.gtr.gateway import NotFetched
from findings.gtr.projectsearch import is_sheet
from findings.gtr.read import read
from findings.gtr.records import Unreadable
from findings.gtr.run import Run
from findings.gtr.summary import Summary, remarks

ENDINGS, SHEET = (".xml", ".json"), ".csv"


class Command(BaseCommand):
    help = (
        "Import GtR records (API-1 XML or JSON, GtR-2 v7 JSON, the website's sheet) as drafts. "
        "Safe to repeat: edits are never overwritten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="a file, or a folder of .xml, .json and .csv"
        )
        parser.add_argument(
            "--award", action="append", default=[], metavar="REF", help="fetch an award by its reference: ES/H000933/1"
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would happen and write nothing")

    def handle(self, *args: Any, paths: list[Path], award: list[str], dry_run: bool, **options: Any) -> None:
        if not paths and not award:
            raise CommandError("Name a file or a folder, or an award with --award.")
        self._import_all([*_files(paths), *map(Award, award)], dry_run)

    def _import_all(self, paths, dry_run):
        tally, run = Summary(), Run()
        # A dry run is one transaction, so that what two files give is new once; nobody waits for it for long.
        with transaction.atomic() if dry_run else nullcontext():
            self._import_files(paths, run, tally)
            if dry_run:
                transaction.set_rollback(True)
        for line in tally.lines():
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")
        if tally.failed:
            raise CommandError(f"{tally.failed} of {tally.files} files could not be imported.")

    def _import_files(self, paths, run, tally):
        """All files, those last whose outcomes stand apart from their awards, which other files may bring."""
        later: list[Path] = []
        with tqdm(total=len(paths), disable=not sys.stderr.isatty(), unit="file") as bar:
            for number, path in enumerate(chain(paths, later)):
                lines = _import(path, run, tally, may_wait=number < len(paths))
                if lines is None:
                    later.append(path)
                    continue
                bar.update()
                with tqdm.external_write_mode():
                    self.stdout.write("\n".join(lines))


@dataclass(frozen=True)
class Award:
    """An award that is to be fetched from Gateway to Research."""

    reference: str

    def __str__(self) -> str:
        return self.reference


def _files(paths):
    """The files named, and those below the folders named."""
    for path in paths:
        if path.is_dir():
            yield from sorted(item for item in path.rglob("*") if item.is_file() and _may_hold_a_record(item))
        else:
            yield path


def _may_hold_a_record(path):
    """By its ending, or by its content where it has none or that of any sheet: a tag or an object, GtR's columns."""
    ending = path.suffix.lower()
    if ending not in ("", SHEET):
        return ending in ENDINGS
    try:
        with path.open("rb") as file:
            head = file.read(4_000)
    except OSError:
        # Reading it says why it cannot be read.
        return True
    if ending == SHEET:
        return is_sheet(head.decode("utf-8-sig", "replace"))
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"[")


def _import(path, run, tally, may_wait):
    """Imports a file, whole or not at all: its line, and one for each thing left alone or out. None if it may wait, and
    has to for the awards of its outcomes.

    Each file is a transaction of its own: a run that is killed loses one file, and others may write meanwhile.
    """
    try:
        content = fetch_award(path.reference) if isinstance(path, Award) else read(path)
        if content.loose and may_wait:
            return None
        written, homeless = run.write(content)
    except (NotFetched, Unreadable, ValidationError, DatabaseError) as error:
        tally.files, tally.failed = tally.files + 1, tally.failed + 1
        return [f"{_printable(path)}: not imported: {_reason(error)}"]
    tally.files += 1
    return [f"{_printable(path)}: {tally.add(content, written, homeless)}", *remarks(content, written, homeless)]


def _reason(error):
    if not isinstance(error, ValidationError):
        return str(error).strip()
    named = error.message_dict.items() if hasattr(error, "error_dict") else [("", error.messages)]
    return "; ".join(f"{name}: {message}".lstrip(": ") for name, messages in named for message in messages)


def _printable(path):
    """The path as text, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "backslashreplace").decode()

"""Imports Gateway to Research records."""

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction
from tqdm import tqdm

from collabfutures.curation.loading import Outcome
from findings.gtr.read import read
from findings.gtr.records import Unreadable
from findings.gtr.summary import Summary, unknown_areas
from findings.gtr.write import Run

ENDINGS = (".xml", ".json")


class Command(BaseCommand):
    help = (
        "Import GtR records (API-1 XML or JSON, GtR-2 v7 JSON) as drafts. Safe to repeat: edits are never overwritten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of .xml and .json")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen and write nothing")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, **options: Any) -> None:
        try:
            self._import_all(list(_files(paths)), dry_run)
        except BrokenPipeError:
            # Whoever read along has seen enough, as `head` has. Nothing more can be said to them, not by Python either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _import_all(self, paths, dry_run):
        tally, run = Summary(), Run()
        # A dry run is one transaction, so that what two files give is new once; nobody waits for it for long.
        with transaction.atomic() if dry_run else nullcontext():
            for path in tqdm(paths, disable=not sys.stderr.isatty(), unit="file"):
                for line in _import(path, run, tally):
                    with tqdm.external_write_mode():
                        self.stdout.write(line)
            if dry_run:
                transaction.set_rollback(True)
        for line in tally.lines():
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")
        if tally.failed:
            raise CommandError(f"{tally.failed} of {tally.files} files could not be imported.")


def _files(paths):
    """The files named, and those below the folders named."""
    for path in paths:
        if path.is_dir():
            yield from sorted(item for item in path.rglob("*") if item.is_file() and _may_hold_a_record(item))
        else:
            yield path


def _may_hold_a_record(path):
    """By its ending, or by its content where it has none: a tag or an object."""
    if path.suffix:
        return path.suffix.lower() in ENDINGS
    with path.open("rb") as file:
        return file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"[")


def _import(path, run, tally):
    """Imports a file, whole or not at all; yields its line, and one for each record that was left alone.

    Each file is a transaction of its own: a run that is killed loses one file, and others may write meanwhile.
    """
    tally.files += 1
    try:
        with transaction.atomic():
            projects = read(path)
            written = [item for project in projects for item in run.write(project)]
    except (Unreadable, ValidationError, DatabaseError) as error:
        tally.failed += 1
        reason = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error).strip()
        yield f"{_printable(path)}: not imported: {reason}"
        return
    yield f"{_printable(path)}: {tally.add(projects, written)}"
    for item in written:
        if item.outcome == Outcome.DIFFERS:
            kind = item.record._meta.verbose_name
            yield f"  differs, left alone: {kind} “{item.record.slug}” in {', '.join(item.fields)}"
    for text in unknown_areas(projects):
        yield f"  not one of the 22 application areas, left out: “{text}”"


def _printable(path):
    """The path as text, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "backslashreplace").decode()

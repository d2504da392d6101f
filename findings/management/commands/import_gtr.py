"""Imports Gateway to Research records."""

import sys
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
        tally, run = Summary(), Run()
        with transaction.atomic():
            for path in tqdm(list(_files(paths)), disable=not sys.stderr.isatty(), unit="file"):
                for line in _import(path, run, tally):
                    with tqdm.external_write_mode():
                        self.stdout.write(line)
            transaction.set_rollback(dry_run)
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
            yield from sorted(item for item in path.rglob("*") if item.suffix.lower() in ENDINGS and item.is_file())
        else:
            yield path


def _import(path, run, tally):
    """Imports a file, whole or not at all; yields its line, and one for each record that was left alone."""
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

"""Copies the database of a small site into a folder."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collabfutures.curation.database import backups
from collabfutures.curation.management.commands import database_file


class Command(BaseCommand):
    help = "Copy the SQLite database into a folder (BACKUPS), while the site is used; PostgreSQL has deploy/backup.sh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep",
            type=int,
            default=30,
            metavar="N",
            help="so many of the newest stay, and one of each of so many days: 30",
        )

    def handle(self, *args: Any, keep: int, **options: Any) -> None:
        if keep < 1:
            raise CommandError("--keep: one copy at least has to stay.")
        try:
            made = backups.copy(database_file(), Path(settings.BACKUPS), keep)
        except (backups.NotWhole, OSError) as error:
            raise CommandError(f"No copy was made: {error}") from error
        self.stdout.write(f"{made}: {made.stat().st_size:,} bytes, checked.")

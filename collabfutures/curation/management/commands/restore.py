"""Puts a copy of the database of a small site back."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from collabfutures.curation.database import backups
from collabfutures.curation.management.commands import database_file


class Command(BaseCommand):
    help = "Put a copy that `backup` made in the place of the database, with the site stopped. The old one stays aside."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("copy", nargs="?", type=Path, help="which one; the newest of BACKUPS if none is named")
        parser.add_argument("--yes", action="store_true", help="do it; without this, only say what would be done")

    def handle(self, *args: Any, copy: Path | None, yes: bool, **options: Any) -> None:
        saved = copy or next(reversed(backups.copies(Path(settings.BACKUPS))), None)
        if saved is None:
            raise CommandError(f"There is no copy in {settings.BACKUPS}.")
        if not yes:
            self.stdout.write(f"{saved} would take the place of {database_file()}. Stop the site, then add --yes.")
            return
        connection.close()
        try:
            aside = backups.put_back(saved, database_file())
        except (backups.NotWhole, backups.InUse, OSError) as error:
            raise CommandError(f"Nothing was put back: {error}") from error
        # The copy may be older than this release.
        call_command("migrate", verbosity=0)
        call_command("rebuild_search", end_sessions=True, stdout=self.stdout)
        self.stdout.write(f"{saved} is in its place." + (f" What was there is {aside}." if aside else ""))

"""Makes the triggers, the search rows and the sort titles anew."""

from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from collabfutures.curation.database import triggers
from collabfutures.curation.models import SearchRow


class Command(BaseCommand):
    help = "Make triggers, search rows and sort titles anew, and every tag and cursor given out before untrue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--end-sessions", action="store_true", help="have everybody sign in again: a restore brings ended ones back"
        )

    def handle(self, *args: Any, end_sessions: bool, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            triggers.install(cursor)
        if end_sessions:
            Session.objects.all().delete()
        self.stdout.write(f"{SearchRow.objects.count()} search rows; every trigger is in place.")

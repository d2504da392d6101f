"""Makes the triggers, the search rows and the sort titles anew."""

from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from collabfutures.curation.database import triggers
from collabfutures.curation.models import ContentVersion, SearchRow


class Command(BaseCommand):
    help = "Make triggers, search rows and sort titles anew. With --new-epoch after a backup was restored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-epoch", action="store_true", help="make every entity tag given out before untrue: after a restore"
        )

        parser.add_argument(
            "--end-sessions", action="store_true", help="have everybody sign in again: a restore brings ended ones back"
        )

    def handle(self, *args: Any, new_epoch: bool, end_sessions: bool, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            triggers.install(cursor)
        if new_epoch:
            ContentVersion.renew_epoch()
        if end_sessions:
            Session.objects.all().delete()
        self.stdout.write(f"{SearchRow.objects.count()} search rows; every trigger is in place.")

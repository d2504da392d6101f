"""Forgets what was done long ago, where a site does not keep it for ever."""

import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from collabfutures.curation.models import kinds
from collabfutures.curation.revisions.retention import forget, old


class Command(BaseCommand):
    help = "Count the revisions that are older than REVISION_DAYS and needed by nothing; with --yes delete them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=settings.REVISION_DAYS, help="instead of REVISION_DAYS")
        parser.add_argument("--yes", action="store_true", help="delete them: there is no way back")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 1:
            raise CommandError("Revisions are kept for ever: set REVISION_DAYS, or give --days.")
        before = timezone.now() - datetime.timedelta(days=options["days"])
        for model in kinds():
            found = old(model, before)
            count = forget(found) if options["yes"] else found.count()
            if count:
                done = "forgotten" if options["yes"] else "would be forgotten"
                self.stdout.write(f"{model._meta.verbose_name_plural}: {count} acts {done}.")

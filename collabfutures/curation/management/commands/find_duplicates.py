"""Looks for records that may be one, of one kind or of all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collabfutures.curation.desk.duplicates import find_duplicates
from collabfutures.curation.models import kinds


class Command(BaseCommand):
    help = "Look for records that may be one: the same identifier or title, or nearly the same title. Writes no record."

    def add_arguments(self, parser: CommandParser) -> None:
        names = sorted(str(model._meta.model_name) for model in kinds())
        parser.add_argument("kind", nargs="*", choices=[*names, []], metavar="KIND", help=", ".join(names))

    def handle(self, *args: Any, kind: list[str], **options: Any) -> None:
        for model in kinds():
            if not kind or model._meta.model_name in kind:
                self.stdout.write(f"{find_duplicates(model):>8,} new pairs of {model._meta.verbose_name_plural}")

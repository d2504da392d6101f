"""Says which records carry each statement of the source record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from findings.content.statement_coverage import EXPECTED, carriers


class Command(BaseCommand):
    help = "Print each statement S01–S71 with the records that carry it; exit non-zero when one has none."

    def handle(self, *args: Any, **options: Any) -> None:
        found = carriers()
        for statement, records in found.items():
            self.stdout.write(f"{statement}  {', '.join(records) or 'NO RECORD'}")
        homeless = [statement for statement, records in found.items() if not records]
        self.stdout.write(f"{len(EXPECTED) - len(homeless)} of {len(EXPECTED)}")
        if homeless:
            raise CommandError(f"No record carries {', '.join(homeless)}.")

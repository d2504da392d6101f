"""Says which records carry each statement of the registers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from collabfutures.curation.api.serializer_fields import kind_name
from seminars.statement_coverage import coverage, registers


class Command(BaseCommand):
    help = "Print each numbered statement of a series with the records that carry it; exit non-zero when one has none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("series", nargs="*", help="addresses of series; every one that has a register if none")

    def handle(self, *args: Any, series: list[str], **options: Any) -> None:
        known = {each.slug: each for each in registers()}
        unknown = [slug for slug in series if slug not in known]
        if unknown:
            raise CommandError(f"“{unknown[0]}” is no series with a register. Known: {', '.join(known) or 'none'}.")
        homeless = [number for slug in series or known for number in self._report(known[slug])]
        if homeless:
            raise CommandError(f"No record carries {', '.join(homeless)}.")

    def _report(self, series):
        """Prints the register of one series; returns the numbers of the statements without a home."""
        self.stdout.write(f"{series} ({series.award_reference or series.slug})")
        statements = coverage(series)
        for each in statements:
            named = ", ".join(f"{kind_name(link.kind)}:{link.slug}" for link in each.homes)
            self.stdout.write(f"{each.source.statement}  {named or 'NO RECORD'}")
        homeless = [each.source.statement for each in statements if not each.homes]
        self.stdout.write(f"{len(statements) - len(homeless)} of {len(statements)}")
        return homeless

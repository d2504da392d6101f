"""Loads the built-in series."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from collabfutures.curation.loading.written import Outcome
from findings.content import loader


class Command(BaseCommand):
    help = "Load the built-in series (award ES/H000933/1). Safe to repeat: what a curator has edited stays."

    def handle(self, *args: Any, **options: Any) -> None:
        tally = Counter()
        for written in loader.load():
            tally[written.outcome] += 1
            self._report(written, options["verbosity"])
        counts = ", ".join(f"{tally[outcome]} {outcome}" for outcome in (Outcome.CREATED, Outcome.UPDATED))
        self.stdout.write(f"{counts}, {tally[Outcome.UNCHANGED]} unchanged, {tally[Outcome.DIFFERS]} left alone.")

    def _report(self, written, verbosity):
        record = written.record
        name = f"{record._meta.verbose_name} “{record.slug}”"
        if written.outcome == Outcome.DIFFERS:
            self.stdout.write(f"left alone: {name}: a curator has edited it; differs in {', '.join(written.fields)}")
        elif verbosity > 1 and written.outcome != Outcome.UNCHANGED:
            self.stdout.write(f"{written.outcome}: {name}")

"""Makes a dump of everything public, for readers who want it in one file; for a timer."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from collabfutures.curation.dump.making import make


class Command(BaseCommand):
    help = "Makes a dump of every public record in the folder DUMPS: SQLite, JSON Lines, CSV and a manifest."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--site", default="", help="The address that the files name, such as https://example.org.")

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Made {make(options['site'].rstrip('/'), reverse('dump'))}.")

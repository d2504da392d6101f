"""Takes a dump into an empty site."""

import argparse
import zipfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from collabfutures.curation.dump.taking import take


class Command(BaseCommand):
    help = "Takes the JSON Lines of a dump (records.jsonl.zip) into an empty site: every public byte is then the same."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="records.jsonl.zip of a dump.")

    def handle(self, **options: Any) -> None:
        try:
            number = take(options["file"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
            told = f"{options['file']} is no dump that can be read: {error!r}. Nothing was written."
            raise CommandError(told) from error
        self.stdout.write(f"{number} records taken.")

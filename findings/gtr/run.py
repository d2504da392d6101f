"""Writes what was read: everything as a draft, twice the same, and never over a curator's edit or a filled field."""

from collections import defaultdict
from typing import Any

from django.db import IntegrityError, transaction
from pyroaring import BitMap

from collabfutures.curation.loading.written import Written
from collabfutures.curation.revisions.acts import By
from findings.gtr.records import Content, Loose
from findings.gtr.rows import LOADER, Rows
from findings.gtr.write import File


class Run:
    """One run over any number of files. A record that a second file gives in another version keeps the first."""

    def __init__(self, by: By | None = None) -> None:
        self.by = by or By(LOADER.name)
        # The keys of the records that some file has given already.
        self.seen: dict[Any, BitMap] = defaultdict(BitMap)
        self.rows = Rows(self.by)

    def write(self, content: Content) -> tuple[list[Written], list[Loose]]:
        """Writes a file, whole or not at all: what became of each record, and the outcomes whose award is not here."""
        try:
            file = self._written(File(self.seen, self.rows, self.by), content)
        except IntegrityError:
            # Either somebody was quicker, and it will be there now, or the reason is to be told.
            file = self._written(File(self.seen, self.rows, self.by, is_careful=True), content)
        for each in (each for each in file.written if each.record.pk):
            self.seen[type(each.record)].add(each.record.pk)
        return file.written, file.homeless

    def _written(self, file, content):
        try:
            with transaction.atomic():
                file.write(content)
        except BaseException:
            # What was made for this file, such as a year, went with it.
            self.rows = Rows(self.by)
            raise
        return file

"""On which documents does a brief rest? Each is numbered once; an entry names its number and the place in it."""

from collections import defaultdict
from collections.abc import Callable

from django.db.models import QuerySet

from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.plain import reference
from collabfutures.curation.models import Record
from seminars.models import Source


def cited(records: list[Record]) -> QuerySet[Source]:
    """The public sources of prepared records."""
    return Source.objects.published().filter(slug__in={slug for record in records for slug in _slugs(record)})


class References:
    """The documents behind prepared records, numbered in the order in which the records need them."""

    def __init__(self, records: list[Record], sources: list[Source], absolute: Callable[[str], str]) -> None:
        self.absolute = absolute
        self.documents = {}
        self.sources = {source.slug: source for source in sources}
        for record in records:
            self.of(record)

    def of(self, record: Record) -> list[str]:
        """Where the record stands, a text for each document: “[2] Key findings: bullet 1; bullet 3”."""
        places = defaultdict(list)
        for source in (self.sources[slug] for slug in _slugs(record) if slug in self.sources):
            places[self._number(source)].append(source.place)
        return [f"[{number}] {'; '.join(filter(None, found))}".strip() for number, found in sorted(places.items())]

    @property
    def written(self) -> list[str]:
        """The numbered documents, each as a reference without a place."""
        return [
            reference({**csl_item(source, self.absolute(source.get_absolute_url())), "note": ""})
            for source in self.documents.values()
        ]

    def _number(self, source):
        key = (source.document, source.authors, source.year, source.web_address)
        self.documents.setdefault(key, source)
        return list(self.documents).index(key) + 1


def _slugs(record):
    return [record.slug] if isinstance(record, Source) else [link.slug for link in record.links["sources"]]

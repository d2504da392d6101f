"""On which documents does a brief rest? Each is numbered once; an entry names its number and the statement in it."""

from collections import defaultdict
from collections.abc import Callable, Iterator

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
        self.documents: dict[tuple, list[Source]] = defaultdict(list)
        self.sources = {source.slug: source for source in sources}
        for source in dict.fromkeys(source for record in records for source in self._of(record)):
            self.documents[_document(source)].append(source)

    def of(self, record: Record) -> list[str]:
        """Where the record stands, a text for each document: “[2] S11, S12”, or the place where it has no number."""
        places = defaultdict(list)
        for source in self._of(record):
            places[self._number(source)].append(source.statement or source.place)
        return [f"[{number}] {', '.join(filter(None, found))}".strip() for number, found in sorted(places.items())]

    def quotes(self, record: Record) -> list[str]:
        """What the sources of the record say in their own words: “S11: …”."""
        return [f"{each.statement}: “{each.quotation}”" for each in self._of(record) if each.quotation]

    @property
    def written(self) -> list[str]:
        """The numbered documents, each as a reference without a place."""
        return [
            reference(csl_item(source, self.absolute(source.get_absolute_url()), with_notes=False))
            for source, *_ in self.documents.values()
        ]

    @property
    def places(self) -> list[str]:
        """Where in each document its statements stand: “[2] S11: key findings, bullet 1; S12: …”."""
        told = {
            number: [f"{each.statement}: {each.place}" for each in found if each.statement and each.place]
            for number, found in enumerate(self.documents.values(), 1)
        }
        return [f"[{number}] {'; '.join(found)}" for number, found in told.items() if found]

    @property
    def licence(self) -> str:
        """Under which licences the sources are quoted."""
        names = sorted({each.get_licence_display() for each in self.sources.values() if each.quotation})
        return f"Quoted under: {', '.join(names)}." if names else ""

    def _of(self, record: Record) -> Iterator[Source]:
        found = [self.sources[slug] for slug in _slugs(record) if slug in self.sources]
        return iter(sorted(found, key=lambda source: source.statement or "~"))

    def _number(self, source):
        return list(self.documents).index(_document(source)) + 1


def _document(source):
    return source.document, source.authors, source.year, source.web_address


def _slugs(record):
    return [record.slug] if isinstance(record, Source) else [link.slug for link in record.links["sources"]]

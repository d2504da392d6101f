"""What is a pathway into the knowledge base? A reader's question, and lists of what is recorded that bears on it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Window

from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.models import Record

SHOWN = 5


@dataclass(frozen=True)
class Part:
    """One list of a pathway. `sector` is its filter for the reader's sector, None where it has none."""

    heading: str
    why: str
    filterset: type[RecordFilterSet]
    sector: str | None = "sector"
    # (filter, value) pairs that the list is narrowed by for everybody.
    narrowed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pathway:
    name: str
    title: str
    question: str
    parts: tuple[Part, ...]
    # (address name, what a reader does there)
    tools: tuple[tuple[str, str], ...]

    @property
    def address_name(self) -> str:
        return f"pathway-{self.name}"


@dataclass
class ResolvedPart:
    """A Part for one reader: how many records, the first of them, and where they all are."""

    part: Part
    model: type[Record]
    count: int
    records: list[Record]
    address: str


def resolve(pathway: Pathway, sector: str) -> list[ResolvedPart]:
    """The parts of a pathway for the slug of a public sector, or for every sector if it is empty; a query each."""
    return [_resolve_part(part, sector) for part in pathway.parts]


def _resolve_part(part, sector):
    model = part.filterset._meta.model
    pairs = [*part.narrowed, *([(part.sector, sector)] if part.sector and sector else [])]
    found = model.objects.published()
    for name, value in pairs:
        found = part.filterset.base_filters[name].filter(found, [value])
    usual = part.filterset.base_filters["sort"].columns("", ranked=False)
    found = found.order_by(*usual, "pk").annotate(total=Window(Count("pk")))
    records = list(found[:SHOWN])
    address = f"{model.get_list_url()}?{urlencode(pairs)}" if pairs else model.get_list_url()
    return ResolvedPart(part, model, records[0].total if records else 0, records, address)

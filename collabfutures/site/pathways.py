"""What is a pathway into the knowledge base? A reader's question, and lists of what is recorded that bears on it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from collabfutures.curation.filters.filtersets import RecordFilterSet

SHOWN = 5


@dataclass(frozen=True)
class Part:
    """One list behind a pathway. `sector` is its filter for the reader's sector, None where it has none."""

    heading: str
    why: str
    filterset: type[RecordFilterSet]
    sector: str | None = "sector"


@dataclass(frozen=True)
class Pathway:
    name: str
    title: str
    question: str
    parts: tuple[Part, ...]
    # (address name, what a reader does there)
    tools: tuple[tuple[str, str], ...]

    @property
    def address_name(self):
        return f"pathway-{self.name}"


@dataclass
class ResolvedPart:
    """A Part for one reader: how many records, the first of them, and where they all are."""

    part: Part
    model: type
    count: int
    records: list
    address: str


def resolve(pathway, sector):
    """The parts of a pathway for a sector's slug, or for every sector if it is empty."""
    return [_resolve_part(part, sector) for part in pathway.parts]


def _resolve_part(part, sector):
    pairs = [(part.sector, sector)] if part.sector and sector else []
    query = QueryDict(urlencode(pairs))
    model = part.filterset._meta.model
    found = part.filterset(query, model.objects.published())
    found.form.is_valid()
    address = f"{model.get_list_url()}?{urlencode(pairs)}" if pairs else model.get_list_url()
    return ResolvedPart(part, model, found.qs.count(), list(found.qs[:SHOWN]), address)

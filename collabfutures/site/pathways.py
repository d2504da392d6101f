"""What is a door into the knowledge base? A reader's question, and lists of what is recorded that bears on it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from collabfutures.curation.filters.filtersets import RecordFilterSet

SHOWN = 5


@dataclass(frozen=True)
class Part:
    """One list behind a door. `sector` is its filter for the reader's sector, None where it has none."""

    heading: str
    why: str
    filterset: type[RecordFilterSet]
    sector: str | None = "sector"


@dataclass(frozen=True)
class Door:
    name: str
    title: str
    question: str
    parts: tuple[Part, ...]
    # (address name, what a reader does there)
    tools: tuple[tuple[str, str], ...]

    @property
    def address_name(self):
        return f"door-{self.name}"


@dataclass
class Opened:
    """A Part for one reader: how many records, the first of them, and where they all are."""

    part: Part
    model: type
    count: int
    records: list
    address: str


def opened(door, sector):
    """The parts of a door for a sector's slug, or for every sector if it is empty."""
    return [_opened(part, sector) for part in door.parts]


def _opened(part, sector):
    pairs = [(part.sector, sector)] if part.sector and sector else []
    query = QueryDict(urlencode(pairs))
    model = part.filterset._meta.model
    found = part.filterset(query, model.objects.published())
    found.form.is_valid()
    address = f"{model.get_list_url()}?{urlencode(pairs)}" if pairs else model.get_list_url()
    return Opened(part, model, found.qs.count(), list(found.qs[:SHOWN]), address)

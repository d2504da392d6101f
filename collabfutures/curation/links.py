"""Which other public records does each record on a page point at? Answered for the whole page in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

from django.db.models import F
from django.urls import get_script_prefix

from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.fields import WHOLE, lines
from collabfutures.curation.relations import KeyPairs, key_pairs, related_kind
from collabfutures.curation.unions import constant, union_all

# So many marks has the stylesheet.
PALETTE = 8
# So many records at once.
CHUNK = 1_000


@dataclass(frozen=True)
class Link:
    """What is shown of a related record: never a draft, never more than its title, address and what goes with both.

    `note` is what its kind wants said beside it (`Record.link_note`), `is_our_reading` whether it is the curators'.
    """

    kind: Any
    slug: str
    title: str
    note: str = ""
    is_our_reading: bool = False

    def __str__(self) -> str:
        return self.title

    @classmethod
    def to(cls, record: Any) -> "Link":
        return cls(type(record), record.slug, record.title)

    @property
    def mark(self) -> str:
        """The style by which a record is known at sight: one of a palette, the same for an address everywhere."""
        return f"mark mark-{crc32(self.slug.encode()) % PALETTE}" if self.kind.is_marked else ""

    def get_absolute_url(self) -> str:
        before, after = _page_address(self.kind, get_script_prefix())
        return f"{before}{self.slug}{after}"

    def get_api_url(self) -> str:
        return f"{_api_address(self.kind, get_script_prefix())}{self.slug}/"


@cache
def _page_address(kind, _prefix):
    """What stands before and behind the slug in the addresses of a kind: reversing each would take longer than all
    the rest of a document."""
    before, _, after = kind(slug="-").get_absolute_url().rpartition("-")
    return before, after


@cache
def _api_address(kind, _prefix):
    return kind.get_api_url()


class RecordLinks(dict):
    """{relation name: [Link, …]} of one record, by title. What was not prefetched is fetched when asked for."""

    def __init__(self, record: Any) -> None:
        super().__init__()
        self._record = record
        # {relation: keys} of what the record would be tied to, where that is told and not stored.
        self.told: dict[str, list[int]] = {}

    def __missing__(self, name: str) -> list[Link]:
        prefetch_links([self._record], [name])
        return self[name]


def prefetch_links(records: Iterable[Any], names: Iterable[str]) -> list[Any]:
    """The records of one kind, with `record.links[name]` filled for each of the names in one query for all of them."""
    records, names = list(records), list(names)
    for start in range(0, len(records) if names else 0, CHUNK):
        prefetch_mixed_links([(records[start : start + CHUNK], names)])
    return records


def prefetch_mixed_links(groups: Iterable[tuple[list[Any], list[str]]]) -> None:
    """The same for groups of (records of one kind, names), all in one query: at most CHUNK records in all."""
    tied: dict[tuple[str, str], dict[int, list[Any]]] = {}
    arms: list[Any] = []
    kinds: dict[tuple[str, str], Any] = {}
    for group, (records, names) in enumerate(groups):
        for name in names if records else ():
            model = type(records[0])
            relation, pairs = (str(group), name), key_pairs(model, name)
            kinds[relation], tied[relation] = related_kind(model, name), _by_key(records, name, pairs.column)
            if name in records[0].links.told:
                pairs, tied[relation] = KeyPairs(kinds[relation], "pk", ""), _told(records[0], name)
            arms.append(_rows(relation, pairs, kinds[relation], tied[relation]))
    for group, key, name, slug, title, _, note, readings in sorted(union_all(arms), key=lambda row: (row[5], row[3])):
        link = Link(kinds[group, name], slug, title, note or "", WHOLE in lines(readings))
        for record in tied[group, name][key]:
            record.links[name].append(link)


def _by_key(records, name, column):
    """{what ties them to others: the records}. Nothing is found of them yet."""
    found = {}
    # A record that is given twice has its links once.
    for record in {id(record): record for record in records}.values():
        record.links[name] = []
        found.setdefault(getattr(record, column), []).append(record)
    return found


def _told(record, name):
    """The same for one record that would be tied to what it is told to be."""
    record.links[name] = []
    return {key: [record] for key in record.links.told[name]}


def _rows(relation, pairs, kind, tied):
    """Rows of (group, key, relation, slug, title, sort title, note, names of our readings) for one relation."""
    (group, name), end = relation, pairs.target
    found = pairs.public().filter(KeyAmong(F(pairs.own), [key for key in tied if key is not None]))
    ends = (f"{end}slug", f"{end}title", f"{end}sort_title")
    return found.values_list(
        constant(group), pairs.own, constant(name), *ends, kind.link_note(end), f"{end}our_reading"
    )

"""Which other public records does each record on a page point at? Answered for the whole page in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from collabfutures.curation.fields import WHOLE, lines
from collabfutures.curation.relations import public_along, related_kind, relation_path
from collabfutures.curation.unions import constant, union_all

# So many records at once: the keys stand once for each relation, and a statement has room for some 30,000 of them.
CHUNK = 500


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
        """The style by which a record is known at sight, where the stylesheet has one for it."""
        return f"mark {self.kind._meta.model_name}-{self.slug}" if self.kind.is_marked else ""

    def get_absolute_url(self) -> str:
        return self.kind(slug=self.slug).get_absolute_url()


class RecordLinks(dict):
    """{relation name: [Link, …]} of one record, by title. What was not prefetched is fetched when asked for."""

    def __init__(self, record: Any) -> None:
        super().__init__()
        self._record = record

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
    groups = [(records, names) for records, names in groups if records and names]
    by_key = {(record._meta.label, record.pk): record for records, _ in groups for record in records}
    for records, names in groups:
        for record in records:
            record.links.update({name: [] for name in names})
    rows = union_all(_rows(records, name) for records, names in groups for name in names)
    for kind, pk, name, slug, title, _, note, readings in sorted(rows, key=lambda row: (row[5], row[3])):
        record = by_key[kind, pk]
        link = Link(related_kind(type(record), name), slug, title, note or "", WHOLE in lines(readings))
        record.links[name].append(link)


def _rows(records, name):
    """Rows of (kind, pk, relation, slug, title, sort title, note, names of our readings) for one relation."""
    model = type(records[0])
    path = relation_path(model, name)
    found = model.objects.filter(public_along(model, name), pk__in=[record.pk for record in records]).order_by()
    ends = (f"{path}__slug", f"{path}__title", f"{path}__sort_title")
    note = related_kind(model, name).link_note(f"{path}__")
    return found.values_list(constant(model._meta.label), "pk", constant(name), *ends, note, f"{path}__our_reading")

"""Which other public records does each record on a page point at? Answered for the whole page in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from collabfutures.curation.publication import is_public
from collabfutures.curation.relations import related_kind, relation_path
from collabfutures.curation.unions import constant, union_all

# So many records at once: the keys stand once for each relation, and a statement has room for some 30,000 of them.
CHUNK = 500


@dataclass(frozen=True)
class Link:
    """What is shown of a related record: never a draft, never more than its title and address."""

    kind: Any
    slug: str
    title: str

    def __str__(self) -> str:
        return self.title

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
    """The records, with `record.links[name]` filled for each of the names in one query for all of them."""
    records, names = list(records), list(names)
    for record in records:
        record.links.update({name: [] for name in names})
    for start in range(0, len(records) if names else 0, CHUNK):
        _fill(records[start : start + CHUNK], names)
    return records


def _fill(records, names):
    by_pk = {record.pk: record for record in records}
    model = type(records[0])
    rows = union_all(_arm(model, list(by_pk), name) for name in names)
    for pk, name, slug, title, _ in sorted(rows, key=lambda row: (row[4], row[2])):
        by_pk[pk].links[name].append(Link(related_kind(model, name), slug, title))


def _arm(model, pks, name):
    """Rows of (pk, relation, slug, title, sort title) for one relation."""
    path = relation_path(model, name)
    found = model.objects.filter(is_public(f"{path}__"), pk__in=pks).order_by()
    return found.values_list("pk", constant(name), f"{path}__slug", f"{path}__title", f"{path}__sort_title")

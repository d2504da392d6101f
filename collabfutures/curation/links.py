"""Which other public records does each record on a page point at? Answered for the whole page in one query."""

from collections import defaultdict
from dataclasses import dataclass

from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.relations import related_kind, relation_path

# So many records at once: the keys stand once for each relation, and a statement has room for some 30,000 of them.
CHUNK = 500


@dataclass(frozen=True)
class Link:
    """What is shown of a related record: never a draft, never more than its title and address."""

    kind: type
    slug: str
    title: str

    def __str__(self):
        return self.title

    @property
    def mark(self):
        """The style by which a record is known at sight, where the stylesheet has one for it."""
        return f"mark {self.kind._meta.model_name}-{self.slug}" if self.kind.is_marked else ""

    def get_absolute_url(self):
        return self.kind(slug=self.slug).get_absolute_url()


def attach_links(records, names):
    """Sets `links` on each record: {relation name: [Link, …]}, published targets only, in order of title."""
    records = list(records)
    for record in records:
        record.links = defaultdict(list)
    for start in range(0, len(records) if names else 0, CHUNK):
        _attach(records[start : start + CHUNK], names)
    return records


def _attach(records, names):
    by_pk = {record.pk: record for record in records}
    model = type(records[0])
    for pk, name, slug, title in sorted(
        union_all(_arm(model, list(by_pk), name) for name in names), key=lambda row: (row[3], row[2])
    ):
        by_pk[pk].links[name].append(Link(related_kind(model, name), slug, title))


def _arm(model, pks, name):
    """Rows of (pk, relation, slug, title) for one relation."""
    path = relation_path(model, name)
    found = model.objects.filter(is_public(f"{path}__"), pk__in=pks).order_by()
    return found.values_list("pk", constant(name), f"{path}__slug", f"{path}__title")

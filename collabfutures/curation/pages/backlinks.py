"""What else speaks of this record? Every list that can be narrowed to it, its count, and its titles if they are few.

Read from the FilterSets: a number shown here is what the list behind its link holds, because both ask the same filter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, QuerySet, Value

from collabfutures.curation import registry
from collabfutures.curation.links import Link
from collabfutures.curation.models import Record
from collabfutures.curation.unions import constant, counted, union_all

FEW = 12


@dataclass
class Backlink:
    """One list: `count` records of `model` that the filter `name` finds for the record."""

    model: type[Record]
    name: str
    label: str
    slug: str
    count: int = 0
    links: list[Link] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{self.model.get_list_url()}?{self.name}={self.slug}"


def backlinks(record: Record) -> list[Backlink]:
    """The non-empty backlinks of a record, in one query."""
    found = dict(_possible(record))
    rows = union_all(arm for key, (_, records) in found.items() for arm in _arms(key, records))
    for key, slug, title, _, number in sorted(rows, key=lambda row: (row[3], row[1])):
        if slug:
            found[key][0].links.append(Link(found[key][0].model, slug, title))
        else:
            found[key][0].count = number
    return [backlink for backlink, _ in found.values() if backlink.count]


def _arms(key: str, records: QuerySet) -> Iterator[QuerySet]:
    """Querysets of (key, slug, title, sort title, number): a row with the number, and one a record if few."""
    none = constant("")
    yield counted(records, constant(key), none, none, none)
    few = records.filter(~Exists(records[FEW : FEW + 1]))
    yield few.values_list(constant(key), "slug", "title", "sort_title", Value(0))


def _possible(record: Record) -> Iterator:
    """(key, (Backlink, its records)) for each filter of each list that takes records of this kind."""
    for kind in registry.kinds():
        for name in kind.filterset_class.facet_names():
            item, model = kind.filterset_class.base_filters[name], kind.model
            if item.target(model) is type(record) and not _is_own(model, item):
                records = model.objects.published().filter(item.condition(model, [record.slug])).order_by()
                yield f"{model._meta.label_lower}.{name}", (Backlink(model, name, item.label, record.slug), records)


def _is_own(model, item):
    """Whether the filter only turns round a relation that the record's own page shows."""
    return any(model._meta.get_field(name.partition("__")[0]).auto_created for name in item.relations)

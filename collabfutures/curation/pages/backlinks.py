"""What else speaks of this record? Every list that can be narrowed to it, its count, and its titles if they are few.

Read from the FilterSets: a number shown here is what the list behind its link holds, because both ask the same filter.
"""

from dataclasses import dataclass, field

from django.db.models import Count

from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.values import RelationAllFilter, RelationFilter
from collabfutures.curation.links import Link
from collabfutures.curation.querysets import constant, union_all

FEW = 12


@dataclass
class Backlink:
    """One list: `count` records of `model` that the filter `name` finds for the record."""

    model: type
    name: str
    label: str
    slug: str
    count: int = 0
    links: list[Link] = field(default_factory=list)

    @property
    def address(self):
        return f"{self.model.get_list_url()}?{self.name}={self.slug}"


def backlinks(record):
    """The non-empty backlinks of a record, in two queries."""
    found = dict(_possible(record))
    for key, count in union_all(
        records.values("state").annotate(n=Count("pk")).values_list(constant(key), "n")
        for key, (_, records) in found.items()
    ):
        found[key][0].count = count
    few = {key: pair for key, pair in found.items() if 0 < pair[0].count <= FEW}
    rows = union_all(records.values_list(constant(key), "slug", "title") for key, (_, records) in few.items())
    for key, slug, title in sorted(rows, key=lambda row: (row[2], row[1])):
        found[key][0].links.append(Link(found[key][0].model, slug, title))
    return [backlink for backlink, _ in found.values() if backlink.count]


def _possible(record):
    """(key, (Backlink, its records)) for each filter of each list that takes records of this kind."""
    for filterset in _filtersets(RecordFilterSet):
        model = filterset._meta.model
        for name, item in filterset.base_filters.items():
            related = isinstance(item, RelationFilter) and not isinstance(item, RelationAllFilter)
            if related and item.target(model) is type(record) and not _is_own(model, item):
                records = model.objects.published().filter(item.condition(model, [record.slug])).order_by()
                label = item.label
                yield f"{model._meta.label_lower}.{name}", (Backlink(model, name, label, record.slug), records)


def _filtersets(base):
    """The FilterSet of every kind: those that name a model."""
    for filterset in base.__subclasses__():
        if filterset._meta.model:
            yield filterset
        yield from _filtersets(filterset)


def _is_own(model, item):
    """Whether the filter only turns round a relation that the record's own page shows."""
    return any(model._meta.get_field(name).auto_created for name in item.relations)

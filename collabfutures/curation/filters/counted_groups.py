"""The groups of a query, counted by SQL."""

from collections.abc import Sequence

from collabfutures.curation.database.expressions import fetch_groups
from collabfutures.curation.filters.facets import NOTHING_KEY
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.grouping import GROUP, Groups
from collabfutures.curation.unions import constant, union_all


def counted_groups(filterset: RecordFilterSet, names: Sequence[str]) -> Groups:
    """The groups of a valid filterset by one or two of its facets, in two statements."""
    axes = [union_all(_values(filterset, filterset.filters[name])) for name in names]
    counted = [(GROUP, *row) for row in fetch_groups(axes, filterset.sets)]
    return Groups(filterset, names, [*counted, *union_all(_listed(filterset, names))])


def _values(filterset, item):
    """Querysets of (key, value, label, order): each value of each record, nothing recorded being one."""
    records = filterset.model._base_manager.filter(filterset.without().condition).order_by()
    for column in item.columns(filterset.model):
        yield records.filter(column.present).values_list("pk", column.value, column.label, column.order)
    nothing = [constant(NOTHING_KEY)] * 3
    yield records.filter(item.lacking(filterset.model)).values_list("pk", *nothing)


def _listed(filterset, names):
    """What stands there without any record too."""
    for side, name in enumerate(names):
        for listed in filterset.filters[name].listed(filterset.model):
            yield listed.order_by().values_list(constant(str(side)), "slug", "title", "sort_title")

"""What stands along the rows and the columns of a table of two filters?"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from collabfutures.curation.filters.values import ALL_OF
from collabfutures.curation.links import Link
from collabfutures.curation.querysets import constant, union_all


@dataclass(frozen=True)
class Axis:
    """A relation filter as rows or columns.

    `within` narrows the options that stand there without any record too, as the filter's own `within` does.
    """

    name: str
    within: Callable | None = None


@dataclass
class Side:
    """One axis of a table: its options in their order, how many records each has, and for how many there is room."""

    label: str
    options: list[Link]
    sums: dict[str, int]
    room: int
    keep_empty: bool

    @property
    def wanted(self):
        return [link for link in self.options if self.keep_empty or link.slug in self.sums]

    @property
    def shown(self):
        """Those that the table has room for: the fullest stay."""
        kept = set(sorted(self.wanted, key=lambda link: -self.sums.get(link.slug, 0))[: self.room])
        return [link for link in self.wanted if link in kept]

    @property
    def more(self):
        return max(0, len(self.wanted) - self.room)

    @property
    def left_out(self):
        """Options without any record, where the table does not show them."""
        return [] if self.keep_empty else [link for link in self.options if link.slug not in self.sums]


def sides(filterset, axes, counts, room, keep_empty):
    """The two Sides of a table with these counts {(row slug, column slug): number}; one query."""
    sums = [_sums(counts, number) for number in range(len(axes))]
    found = [_options(filterset, axis, own) for axis, own in zip(axes, sums, strict=True)]
    arms = [records.order_by().values_list(constant(str(n)), "slug", "title") for n, (_, records) in enumerate(found)]
    rows = sorted(union_all(arms), key=lambda option: (option[2].lower(), option[1]))
    return [
        Side(
            label=str(filterset.filters[axes[n].name].label),
            options=[Link(target, slug, title) for own, slug, title in rows if own == str(n)],
            sums=sums[n],
            room=room[n],
            keep_empty=keep_empty,
        )
        for n, (target, _) in enumerate(found)
    ]


def _sums(counts, side):
    """{slug: number in all its cells} of the rows (side 0) or the columns (side 1)."""
    sums = defaultdict(int)
    for pair, number in counts.items():
        sums[pair[side]] += number
    return sums


def _options(filterset, axis, filled):
    """The kind along an axis, and its records there: the reader's choice of this filter, or all its options."""
    item, model = filterset.filters[axis.name], filterset.queryset.model
    chosen = filterset.chosen.get(axis.name) or filterset.chosen.get(f"{axis.name}{ALL_OF}")
    target = item.target(model)
    records = target.objects.published()
    listed = axis.within(records) if axis.within else item.options(model)
    wanted = Q(slug__in=chosen) if chosen else Q(pk__in=listed.values("pk")) | Q(slug__in=list(filled))
    return target, records.filter(wanted)

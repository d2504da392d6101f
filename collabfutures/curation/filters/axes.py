"""What stands along the rows and the columns of a table of two filters? Any filter that is counted can be an axis."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.related import ALL_OF
from collabfutures.curation.links import Link


@dataclass(frozen=True)
class Axis:
    """A filter as rows or columns.

    `within` narrows the records that stand there without any count too, as the filter's own `within` does.
    """

    name: str
    within: Callable | None = None


@dataclass(frozen=True)
class Heading:
    """One row or column: the filter's value, how it is called, and the record that it stands for, where it is one."""

    value: str
    label: str
    order: str
    kind: type[Model] | None = None

    def __str__(self) -> str:
        return self.label

    @property
    def link(self) -> Link | None:
        return Link(self.kind, self.value, self.label) if self.kind else None


@dataclass
class Side:
    """One axis of a table: its headings in their order, how many records each has, and for how many there is room."""

    name: str
    label: str
    headings: list[Heading]
    sums: dict[str, int]
    room: int
    keep_empty: bool

    @property
    def wanted(self) -> list[Heading]:
        return [each for each in self.headings if self.keep_empty or each.value in self.sums]

    @property
    def shown(self) -> list[Heading]:
        """Those that the table has room for: the fullest stay."""
        kept = set(sorted(self.wanted, key=lambda each: -self.sums.get(each.value, 0))[: self.room])
        return [each for each in self.wanted if each in kept]

    @property
    def more(self) -> int:
        return max(0, len(self.wanted) - self.room)

    @property
    def left_out(self) -> list[Heading]:
        """Headings without any record, where the table does not show them."""
        return [] if self.keep_empty else [each for each in self.headings if each.value not in self.sums]


def sides(
    filterset: RecordFilterSet, axes: tuple[Axis, Axis], filled: Any, room: tuple, keep_empty: bool
) -> list[Side]:
    """The two Sides of a table. `filled` has the counts of its cells and the headings of each side."""
    found = []
    for number, axis in enumerate(axes):
        headings = _narrowed(filterset, axis, filled.headings[number])
        label = str(filterset.filters[axis.name].label)
        found.append(Side(axis.name, label, headings, _sums(filled.counts, number), room[number], keep_empty))
    return found


def _sums(counts: dict[tuple[str, str], int], side: int) -> dict[str, int]:
    """{value: number in all its cells} of the rows (side 0) or the columns (side 1)."""
    sums: dict[str, int] = defaultdict(int)
    for pair, number in counts.items():
        sums[pair[side]] += number
    return sums


def _narrowed(filterset, axis, headings):
    """The headings in order: the reader's choice of this filter, or all of them."""
    chosen = filterset.chosen.get(axis.name) or filterset.chosen.get(f"{axis.name}{ALL_OF}") or []
    wanted = {value for value in chosen if value != NOTHING}
    kept = [each for value, each in headings.items() if not chosen or value in wanted]
    return sorted(kept, key=lambda each: (each.order, each.value))

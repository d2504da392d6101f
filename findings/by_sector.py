"""What does a reader of one sector need besides the findings on that sector? Those for all, and how many are untied."""

from dataclasses import dataclass
from urllib.parse import urlencode

from collabfutures.curation.database.expressions import fetch
from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.links import Link
from collabfutures.curation.unions import constant, counted, union_all
from findings.models import Finding, Scope

SHOWN = 12
SECTOR = ("sector", "sector__all", "scope")


@dataclass
class BySector:
    """Findings under the reader's other filters that hold for all sectors, and how many are tied to none."""

    for_all: list[Link]
    for_all_count: int
    for_all_address: str
    untied: int
    untied_address: str


def by_sector(filterset: RecordFilterSet) -> BySector | None:
    """The BySector of a valid filterset of findings, in two queries; None where the reader asks for no sector."""
    if not (filterset.chosen.get("sector") or filterset.chosen.get("sector__all")):
        return None
    rest = Finding.objects.published().filter(filterset.without(*SECTOR).condition)
    scopes = (Scope.ALL, Scope.NOT_STATED)
    numbers = union_all(counted(rest.filter(sector_scope=each), constant(each)) for each in scopes)
    counts = dict(fetch(numbers, filterset.sets))
    for_all = rest.filter(sector_scope=Scope.ALL).order_by("is_overview", "position", "pk")[:SHOWN]
    rows = fetch(for_all.values_list("slug", "title"), filterset.sets) if counts.get(Scope.ALL) else []
    return BySector(
        for_all=[Link(Finding, slug, title) for slug, title in rows],
        for_all_count=counts.get(Scope.ALL, 0),
        for_all_address=_address(filterset, Scope.ALL),
        untied=counts.get(Scope.NOT_STATED, 0),
        untied_address=_address(filterset, Scope.NOT_STATED),
    )


def _address(filterset, scope):
    return f"{Finding.get_list_url()}?{urlencode([*filterset.pairs_without(*SECTOR), ('scope', scope)])}"

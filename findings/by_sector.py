"""What does a reader of one sector need besides the findings on that sector? Those for all, and how many are untied."""

from dataclasses import dataclass
from urllib.parse import urlencode

from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.index.results import results
from collabfutures.curation.links import Link
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
    """The BySector of a valid filterset of findings; None where the reader asks for no sector."""
    if not (filterset.chosen.get("sector") or filterset.chosen.get("sector__all")):
        return None
    rest = results(filterset).narrowed(SECTOR, {})
    counts = {option.value: option.count for option in rest.facets(["scope"])[0].options}
    for_all = rest.narrowed((), {"scope": [Scope.ALL]})
    keys = for_all.keys(0, SHOWN) if counts[Scope.ALL] else []
    return BySector(
        for_all=for_all.contents(keys, "link", lambda records: [Link.to(record) for record in records]),
        for_all_count=counts[Scope.ALL],
        for_all_address=_address(filterset, Scope.ALL),
        untied=counts[Scope.NOT_STATED],
        untied_address=_address(filterset, Scope.NOT_STATED),
    )


def _address(filterset, scope):
    return f"{Finding.get_list_url()}?{urlencode([*filterset.pairs_without(*SECTOR), ('scope', scope)])}"

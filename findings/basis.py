"""What does it all rest on? One honest sentence of numbers: how many findings, whose, from when."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from collabfutures.curation.publication import is_public
from findings.models import Finding


@dataclass
class Basis:
    """`ours` are findings in our words, `as_reported` those that only an award's text tells. Years may be unknown."""

    ours: int
    as_reported: int
    awards: int
    first_year: int | None
    last_year: int | None
    # The title of the award where there is only one.
    award: str


def basis() -> Basis:
    """The Basis of every public finding, in one query."""
    public = is_public("series__")
    found = Finding.objects.published().aggregate(
        ours=Count("pk", filter=~Q(summary="")),
        as_reported=Count("pk", filter=Q(summary="")),
        awards=Count("series", distinct=True, filter=public),
        first=Min("series__start_date", filter=public),
        last=Max("series__end_date", filter=public),
        award=Min("series__title", filter=public),
    )
    return Basis(
        ours=found["ours"],
        as_reported=found["as_reported"],
        awards=found["awards"],
        first_year=found["first"] and int(found["first"][:4]),
        last_year=found["last"] and int(found["last"][:4]),
        award=found["award"] if found["awards"] == 1 else "",
    )

"""A whole comparison, as the page and the API have it: what is asked for, and what answers it."""

from collections.abc import Collection
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from collabfutures.curation.messages import not_allowed
from findings.analyses.comparison import of_series, rows
from findings.models import Finding
from seminars.models import Discourse

DISCOURSE, ONLY, DIFFERENCES = "discourse", "only", "differences"
NAMES = (DISCOURSE, ONLY, of_series.SERIES)


def asked(query: Any) -> tuple[list[str], list[str], str]:
    """(the slugs of the discourses, those of the series, what to show only) of a query."""
    slugs, series = (list(filter(None, query.getlist(name))) for name in (DISCOURSE, of_series.SERIES))
    return slugs, series, query.get(ONLY, "")


def check_only(only: str) -> None:
    if only not in ("", DIFFERENCES):
        raise ValidationError({ONLY: not_allowed(ONLY, only, [DIFFERENCES])})


def comparison(
    discourses: list[Discourse], every: Collection[Discourse], only: str = "", series: Collection[str] = ()
) -> dict[str, Any]:
    """Some discourses side by side, of some series where their slugs are given."""
    shown = [row for row in rows.rows(discourses, series) if row.differs or not only]
    between, unnamed = rows.tensions(discourses, series)
    shared, own = rows.findings(discourses, series)
    of_these = [(of_series.SERIES, slug) for slug in series]
    all_of = urlencode([*(("discourse__all", discourse.slug) for discourse in discourses), *of_these])
    return {
        "discourses": discourses,
        "provenance": list(dict.fromkeys(note for one in discourses for note in one.provenance)),
        "every": every,
        "groups": [(name, list(group)) for name, group in groupby(shown, key=lambda row: row.group)],
        "between": between,
        "unnamed": unnamed,
        "finding": Finding,
        "shared": shared,
        "shared_address": f"{Finding.get_list_url()}?{all_of}",
        "own": own,
        "narrowed": of_series.told(series) if series else "",
    }

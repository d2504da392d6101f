"""What follows from the filters that a kind is given: the same turned round, bounds, and what nobody asks about."""

from typing import Any

from collabfutures.curation.filters.bounds import year_bounds
from collabfutures.curation.filters.former import FormerSlugFilter
from collabfutures.curation.filters.negation import turned_round
from collabfutures.curation.filters.presence import presence_filters
from collabfutures.curation.filters.published import published_bounds


def derived(model: Any, filters: dict[str, Any]) -> dict[str, Any]:
    """{name: filter} to go with the `filters` of a kind. None is counted beside a list: it would be as long again."""
    found = turned_round(filters) | year_bounds(filters) | published_bounds()
    return found | {"former_slug": FormerSlugFilter()} | presence_filters(model, filters)

"""Which series can a comparison be narrowed to, and which records of a kind are of those? As its list has it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from collabfutures.curation import registry
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.options import Option
from collabfutures.curation.index.results import results
from collabfutures.curation.messages import not_allowed
from seminars.models import Discourse, Series

SERIES = "series"


def of_series(records: Any, slugs: Iterable[str]) -> Any:
    """The records of these series, or all of them where none is named."""
    item = registry.kind_of(records.model).filterset_class.base_filters[SERIES]
    return item.filter(records, list(slugs))


def offered(chosen: Iterable[str]) -> list[Option]:
    """The series that have a discourse to compare, those with most first, and those that were chosen."""
    params = QueryDict(mutable=True)
    params.setlist(SERIES, known(chosen))
    found = registry.kind_of(Discourse).filterset_class(params, Discourse.objects.published())
    found.is_valid()
    (facet,) = results(found).facets([SERIES])
    return [each for each in facet.options if (each.count or each.selected) and each.value != NOTHING]


def told(slugs: Iterable[str]) -> str:
    """What a reader is told of a comparison that is narrowed to some series."""
    titles = Series.objects.published().filter(slug__in=slugs).order_by("sort_title").values_list("title", flat=True)
    named = " and ".join(f"“{title}”" for title in titles)
    return f"What follows, where it shows, tensions and findings are those of {named} alone."


def known(slugs: Iterable[str]) -> list[str]:
    """The slugs, each once. Raises ValidationError for one that no public series has."""
    asked = list(dict.fromkeys(slugs))
    public = set(Series.objects.published().filter(slug__in=asked).values_list("slug", flat=True)) if asked else set()
    wrong = [slug for slug in asked if slug not in public]
    if wrong:
        raise ValidationError({SERIES: not_allowed(SERIES, wrong[0], [each.value for each in offered([])])})
    return asked

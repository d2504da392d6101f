"""Which query parameters does an address take, and is this query one of them? Pages forgive, the API refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict

from collabfutures.curation.messages import not_allowed, whole_number

QUERY_BYTES = 2_000
# Django itself refuses a thousand, in a form that is not ours.
MOST_PARAMETERS = 500
# These say how the answer is laid out; the FilterSet's own filters say which records are in it.
LAYOUT = (
    *("page", "page_size", "cursor", "format", "facets", "facet_page", "fields", "omit", "count"),
    *("group_by", "group_page", "include"),
)
# What a single record takes of these.
RECORD_LAYOUT = ("format", "fields", "omit")
EVERY_FACET, COUNT_ONLY = "all", "only"
# The layout of a page; the three in the middle say which options of its filters it shows.
OPTIONS, OPTIONS_PAGE, FIND, PAGE_SIZE = "options", "options_page", "find", "page_size"
PAGE_LAYOUT = ("page", PAGE_SIZE, "cursor", OPTIONS, OPTIONS_PAGE, FIND)
# So many options of a filter are given at once.
MOST_OPTIONS, MOST_FIND = 100, 100
# On a page, where a hundred long titles of awards are more than 150 kB.
OPTIONS_ON_PAGE = 75


class PageQuery:
    """What the address of a page asks for, of what the page knows; what it does not know is told, not refused."""

    def __init__(self, params: QueryDict, known: Iterable[str] = ()) -> None:
        self.params, self.known = params, tuple(known)

    @property
    def ignored(self) -> list[str]:
        """The parameters that the page does not know, besides those that every link of the site carries on."""
        return [name for name in self.params if name not in (*self.known, *settings.CARRIED_PARAMETERS)]

    @property
    def own(self) -> list[tuple[str, str]]:
        """The (name, value) pairs that make the page another page: without its layout."""
        names = [name for name in self.known if name not in (PAGE_SIZE, OPTIONS, OPTIONS_PAGE, FIND)]
        pairs = [(name, value) for name in names for value in self.params.getlist(name)]
        return [pair for pair in pairs if pair != ("page", "1")]


def allowed_names(filterset_class: Any) -> list[str]:
    return [*filterset_class.base_filters, *LAYOUT]


def canonical(params: QueryDict, usual: Mapping[str, str]) -> str:
    """The query without what says nothing: empty values, and values that are `usual` ({name: value}) anyhow."""
    pairs = [(name, value) for name, values in params.lists() for value in dict.fromkeys(values)]
    return urlencode([(name, value) for name, value in pairs if value and usual.get(name) != value], safe="~")


def check(params: QueryDict, filterset_class: Any) -> None:
    """Refuses unknown and repeated parameters of a list with ValidationError."""
    check_names(params, allowed_names(filterset_class))
    check_empty(params)
    check_repeats(params, filterset_class)


def check_names(params: QueryDict, allowed: Iterable[str]) -> None:
    allowed = list(allowed)
    listed = ", ".join(sorted(allowed)) or "none"
    errors = {
        name[:80]: f"“{name[:80]}” is not a parameter of this address. Allowed: {listed}."
        for name in params
        if name not in allowed
    }
    if errors:
        raise ValidationError(errors)


def check_empty(params: QueryDict) -> None:
    """An empty value would be no filter at all: whoever sent it meant something else."""
    empty = {name: f"“{name}” is empty." for name, values in params.lists() if not all(map(str.strip, values))}
    if empty:
        raise ValidationError(empty)


def check_repeats(params: QueryDict, filterset_class: Any) -> None:
    """One value where one is meant, a bounded number where several are."""
    for name, values in params.lists():
        most = getattr(filterset_class.base_filters.get(name), "most", 1)
        if len(values) > most and name in allowed_names(filterset_class):
            raise ValidationError({name: f"“{name}” is given {len(values)} times; at most {most} allowed."})


@dataclass(frozen=True)
class OptionsWanted:
    """Which options of its filters a page shows: of one filter a hundred, of all twenty, of those that hold a text."""

    name: str = ""
    page: int = 1
    text: str = ""


def options_wanted(params: QueryDict, filterset_class: Any) -> OptionsWanted:
    """What `options=` (a filter, or all), `options_page=` and `find=` ask for. Raises ValidationError."""
    name, allowed = params.get(OPTIONS, ""), [EVERY_FACET, *filterset_class.facet_names()]
    if name and name not in allowed:
        raise ValidationError({OPTIONS: not_allowed(OPTIONS, name, allowed)})
    number = whole_number(params.get(OPTIONS_PAGE) or "1", OPTIONS_PAGE, "a whole number from 1")
    return OptionsWanted(name, number, params.get(FIND, "")[:MOST_FIND])


def check_count(params: QueryDict) -> None:
    """`count=only` asks how many there are, and for none of them."""
    asked = params.get("count", COUNT_ONLY)
    if asked != COUNT_ONLY:
        raise ValidationError({"count": not_allowed("count", asked, [COUNT_ONLY])})


def facet_names(params: QueryDict, filterset_class: Any) -> list[str]:
    """The facets that `facets=` asks for: names separated by commas, or all of them. Empty when it is not given."""
    asked, known = params.get("facets", ""), filterset_class.facet_names()
    names = known if asked == EVERY_FACET else asked.split(",") if asked else []
    wrong = [name for name in names if name not in known]
    if wrong:
        raise ValidationError({"facets": not_allowed("facets", wrong[0], [EVERY_FACET, *known])})
    return names


def facet_part(params: QueryDict) -> tuple[int, int]:
    """From which option to which `facet_page=` asks. Raises ValidationError."""
    if "facet_page" in params and not params.get("facets"):
        raise ValidationError({"facet_page": "“facet_page” goes with facets."})
    number = whole_number(params.get("facet_page", "1"), "facet_page", "a whole number from 1")
    return (number - 1) * MOST_OPTIONS, number * MOST_OPTIONS

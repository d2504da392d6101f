"""What does a query find, how often does each option occur in it, and which records stand on a page?

Answered by the read index of the kind where there is one, and otherwise by SQL: the answers are the same, always. That
is tested with random records, changes and queries.
"""

from collections.abc import Collection, Hashable, Iterable
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import QueryDict

from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.options import Facet, Part, Parts
from collabfutures.curation.index.documents import Write
from collabfutures.curation.index.follower import follower
from collabfutures.curation.index.index_results import IndexResults
from collabfutures.curation.index.plain_query import PlainQuery
from collabfutures.curation.index.sql_results import SqlResults


class Results(Protocol):
    """What one valid query finds."""

    @property
    def count(self) -> int:
        """How many records."""

    @property
    def is_by_date(self) -> bool:
        """Whether a search finds so much that the newest stand first, and not the nearest."""

    @property
    def queryset(self) -> QuerySet:
        """The records themselves, in the order of the list."""

    def keys(self, start: int, stop: int) -> list[int]:
        """The primary keys of the records from `start` to `stop`, in the order of the list."""

    def facets(self, names: Iterable[str] | None = None, parts: Parts | None = None) -> list[Facet]:
        """The facets, or those that are named; see `filters.facets`."""

    def counts(self, names: Collection[str], part: Part) -> dict[str, tuple[int, Any]]:
        """{filter: (how many options there are, that part of them)} of its facet, as the API has it."""

    def narrowed(self, drop: Collection[str], add: dict[str, list[str]]) -> "Results":
        """The same query without the filters `drop` and with those of `add`, in the usual order."""

    def contents(self, keys: list[int], way: Hashable, write: Write) -> list[Any]:
        """What the records with these keys look like; `way` names how they are written."""


def results(filterset: RecordFilterSet) -> Results:
    index = follower.current(filterset.model)
    return SqlResults(filterset) if index is None else IndexResults(filterset, index)


def number_held(filterset_class: type[RecordFilterSet], name: str, value: str) -> tuple[int, int] | None:
    """(records with a value of a filter, all records) as the read index has them; None where there is none."""
    index = follower.current(filterset_class._meta.model)
    if index is None or name not in index.options:
        return None
    params = QueryDict(mutable=True)
    params[name] = value
    found = IndexResults(PlainQuery(filterset_class, params, {name: [value]}), index)
    return found.count, len(index.public)

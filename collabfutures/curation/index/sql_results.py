"""What a query finds, from the tables. The oracle: what it says is right."""

from collections.abc import Collection, Hashable, Iterable
from typing import Any

from django.db.models import QuerySet

from collabfutures.curation.filters.facets import counted_facets
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.filters.options import Facet, Part, Parts
from collabfutures.curation.index.documents import Documents, Write
from collabfutures.curation.index.plain_query import other_params


class SqlResults:
    def __init__(self, filterset: RecordFilterSet) -> None:
        self.filterset = filterset
        self._count: int | None = None

    @property
    def count(self) -> int:
        if self._count is None:
            self._count = self.queryset.count()
        return self._count

    @property
    def is_by_date(self) -> bool:
        return self.filterset.is_by_date

    @property
    def queryset(self) -> QuerySet:
        return self.filterset.qs

    def keys(self, start: int, stop: int) -> list[int]:
        return list(self.queryset.values_list("pk", flat=True)[start:stop])

    def facets(self, names: Iterable[str] | None = None, parts: Parts | None = None) -> list[Facet]:
        found, self._count = counted_facets(self.filterset, names, parts)
        return found

    def counts(self, names: Collection[str], part: Part) -> dict[str, tuple[int, Any]]:
        facets = {facet.name: facet for facet in self.facets(names, dict.fromkeys(names, part))}
        return {name: (facets[name].number, facets[name].as_data()) for name in names}

    def narrowed(self, drop: Collection[str], add: dict[str, list[str]]) -> "SqlResults":
        params = other_params(self.filterset.data, drop, add)
        filterset = type(self.filterset)(params, self.filterset.queryset)
        filterset.is_valid()
        return SqlResults(filterset)

    def contents(self, keys: list[int], way: Hashable, write: Write) -> list[Any]:
        return Documents().contents(self.filterset.model, keys, way, write)

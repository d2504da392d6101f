"""Which kind of record says itself what holds for a pair, such as what one discourse implies for one domain?

Where curators write down such records, the map shows how many there are, and beside that how many findings speak of
both: the one says something of the pair, the other may merely name its two ends.
"""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

from django.http import QueryDict

from collabfutures.curation import registry
from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.filters.axes import Axis
from collabfutures.curation.filters.matrix import Counted, Filled, Matrix, Table
from collabfutures.curation.filters.related import ALL_OF
from findings import filters
from findings.models import Finding

SERIES = "series"
# (FilterSet of the kind that says something of the pair, its two filters).
PAIRS: tuple[tuple[type[RecordFilterSet], str, str], ...] = (
    (filters.ImplicationFilter, "discourse", "domain"),
    (filters.ManifestationFilter, "discourse", "sector"),
    (filters.ManifestationFilter, "discourse", "form"),
    (filters.ManifestationFilter, "sector", "form"),
    (filters.TermFilter, "theme", "sector"),
)


def curated_pairs(asked: RecordFilterSet, rows: str, columns: str) -> list[tuple[RecordFilterSet, Table]]:
    """(every record, table) of each kind that says something of the pair of two filters of findings.

    Of the series that the map is narrowed to, where it is; no other filter of findings says what such a kind is about.
    """
    return list(_pairs(asked, rows, columns)) if asked.model is Finding else []


def _pairs(asked: RecordFilterSet, rows: str, columns: str) -> Iterator[tuple[RecordFilterSet, Table]]:
    params = QueryDict(mutable=True)
    for name in (SERIES, f"{SERIES}{ALL_OF}"):
        params.setlist(name, asked.chosen.get(name) or [])
    items = registry.kind_of(Finding).filterset_class.base_filters
    wanted = [items[name].target(Finding) for name in (rows, columns)]
    for filterset_class, one, other in PAIRS:
        model = filterset_class._meta.model
        for down, across in ((one, other), (other, one)):
            if [filterset_class.base_filters[name].target(model) for name in (down, across)] == wanted:
                found = filterset_class(params, model.objects.published())
                found.is_valid()
                yield found, Table(Axis(down), Axis(across), filterset_class, remarks=None)


def add_curated(matrix: Matrix, curated: list[Filled]) -> None:
    """Writes into each cell of a map of findings what the curated kinds of its two axes hold for the pair."""
    for found, (row, cells) in product(curated, matrix.rows):
        for cell in cells:
            if row.value in found.headings[0] and cell.column.value in found.headings[1]:
                cell.also.append(_counted(found, row.value, cell.column.value))


def _counted(found, row, column):
    query = urlencode(
        [*found.filterset.pairs_without(), (found.table.row.name, row), (found.table.column.name, column)]
    )
    return Counted(found.model, found.counts.get((row, column), 0), f"{found.model.get_list_url()}?{query}")

"""The evidence map: any two filters of any kind against each other."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from collabfutures.curation import registry
from collabfutures.curation.api.serializer_fields import kind_name
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.filters.axes import Axis
from collabfutures.curation.filters.facets import Facet
from collabfutures.curation.filters.filtersets import narrowed
from collabfutures.curation.filters.matrix import Matrix, Table
from collabfutures.curation.index.drawing import ROOM, drawn
from collabfutures.curation.index.tables import filled
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.views import RecordListView
from findings.analyses.curated_pairs import add_curated, curated_pairs
from findings.api import FindingViewSet, ResearchQuestionViewSet

OVERVIEW = "overview"
USUAL_KIND = FindingViewSet.serializer_class.Meta.model


def mappable() -> dict[str, registry.Kind]:
    """{name: kind} of every kind that has two filters to make a table of, findings first."""
    found = {kind_name(kind.model): kind for kind in registry.kinds() if len(axis_names(kind.filterset_class)) > 1}
    return {kind_name(USUAL_KIND): found.pop(kind_name(USUAL_KIND)), **found}


def kind_asked(query: Any) -> registry.Kind:
    """The kind that `kind=` names, findings without it. Raises ValidationError for one that has no map."""
    asked = query.get("kind", "") or kind_name(USUAL_KIND)
    if asked not in mappable():
        raise ValidationError({"kind": not_allowed("kind", asked, mappable())})
    return mappable()[asked]


def axis_names(filterset_class: type[RecordFilterSet]) -> list[str]:
    """The filters that may stand along a side of the map; a list of single sources is no side."""
    return [name for name in filterset_class.facet_names() if name != "source"]


class EvidenceMap(RecordListView):
    """GET /map/?rows=theme&columns=sector and every filter of findings, or of the kind in `kind=`: how many has each
    pair of values?"""

    extra_names = ("kind", "rows", "columns")
    heading = "Evidence map"
    intro = "How many records there are for each pair, and where there are none."

    @property
    def kind(self) -> registry.Kind:
        try:
            return kind_asked(self.request.GET)
        except ValidationError:
            return registry.kind_of(USUAL_KIND)

    def template_names(self, name: str) -> list[str]:
        return ["findings/evidence_map.html"] if name == "list" else super().template_names(name)

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        rows, columns = axes(request.GET, filterset)
        table = mapped(filterset, rows, columns)
        found = super().results(request, filterset)
        return {
            **found,
            **self._choices(filterset, rows, columns),
            "map": table,
            "caption": caption(filterset, table),
            "outside": [_nothing(facet) for facet in found["facets"] if facet.name in (rows, columns)],
            "overviews": overviews(filterset, found["facets"]),
        }

    def refused(self, request: HttpRequest, errors: dict[str, list[str]]) -> dict[str, Any]:
        found = super().refused(request, errors)
        if "filterset" in found:
            kept = {name: value for name, value in request.GET.items() if name not in errors}
            found |= self._choices(found["filterset"], kept.get("rows", ""), kept.get("columns", ""))
        return found

    def _choices(self, filterset, rows, columns):
        """What the reader may choose, and has chosen, for the sides of the table."""
        names = axis_names(self.kind.filterset_class)
        kind = kind_name(self.kind.model)
        return {
            "axes": [(name, filterset.filters[name].label) for name in names],
            "kinds": [(name, each.model._meta.verbose_name_plural) for name, each in mappable().items()],
            "map_kind": kind,
            "rows": rows,
            "columns": columns,
            "kept_also": [("kind", kind), ("rows", rows), ("columns", columns)],
        }

    def filtered(self, query: Any) -> RecordFilterSet:
        kind_asked(query)
        return super().filtered(query)


def axes(query: Any, filterset: RecordFilterSet) -> tuple[str, str]:
    """What the reader asks for as rows and columns; what is not asked for is another than what is.

    Raises ValidationError for a filter that cannot be an axis, or one filter for both.
    """
    names = axis_names(type(filterset))
    usual = [name for name in ("theme", "discourse") if name in names] + names
    rows, columns = query.get("rows", ""), query.get("columns", "")
    rows = rows or next(name for name in usual if name != columns)
    columns = columns or next(name for name in [*usual[1:], *usual] if name != rows)
    for name, value in (("rows", rows), ("columns", columns)):
        if value not in names:
            raise ValidationError({name: not_allowed(name, value, names)})
    if rows == columns:
        raise ValidationError({"columns": "Choose two different axes for rows and columns."})
    return rows, columns


def read(query: Any) -> tuple[RecordFilterSet, tuple[str, str]]:
    """(the valid filterset, rows and columns) of a query to the map. Raises ValidationError for what it refuses."""
    kind = kind_asked(query)
    filterset = narrowed(kind.filterset_class, query, kind.model.objects.published())
    return filterset, axes(query, filterset)


def mapped(filterset: RecordFilterSet, rows: str, columns: str, room: tuple[int, int] = ROOM) -> Matrix:
    """The table of two filters of a valid filterset, with what curated kinds say of each pair."""
    agenda, narrowed = ResearchQuestionViewSet.filterset_class, _apart(filterset)
    asked = Table(Axis(rows), Axis(columns), agenda, remarks=None, keep_empty=False, narrowed=narrowed)
    whole, *curated = filled([(filterset, asked), *curated_pairs(filterset, rows, columns)])
    table = drawn(whole, room)
    add_curated(table, curated)
    return table


def overviews(filterset: RecordFilterSet, facets: list[Facet]) -> int:
    """How many records the map leaves out."""
    return _number(facets, OVERVIEW, "yes") if _apart(filterset) else 0


def _apart(filterset):
    """Records that name a whole list say nothing of each pair: they are left out unless the reader asks for them."""
    return ((OVERVIEW, "no"),) if OVERVIEW in filterset.filters and not filterset.chosen.get(OVERVIEW) else ()


def caption(filterset: RecordFilterSet, table: Matrix) -> str:
    name = filterset.queryset.model._meta.verbose_name_plural.capitalize()
    return f"{name} by {table.down.label.lower()} and {table.across.label.lower()}"


def _nothing(facet: Facet) -> tuple[str, str, int]:
    """(label, filter, how many records have nothing recorded there)."""
    return facet.label.lower(), facet.name, _number([facet], facet.name, NOTHING)


def _number(facets: list[Facet], name: str, value: str) -> int:
    options = (option for facet in facets if facet.name == name for option in facet.options)
    return next((option.count for option in options if option.value == value), 0)

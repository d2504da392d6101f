"""The evidence map: any two axes of the findings against each other."""

from django.core.exceptions import ValidationError

from collabfutures.curation.filters.axes import Axis
from collabfutures.curation.filters.matrix import matrix
from findings.views import AGENDA, FindingList

MAP_AXES = ("theme", "sector", "area", "discourse", "barrier", "series")


class EvidenceMap(FindingList):
    """GET /map/?rows=theme&columns=sector and every filter of findings: how many findings has each pair?"""

    extra_names = ("rows", "columns")
    heading = "Evidence map"
    intro = "How many findings are recorded for each pair, and where there are none."

    def template_names(self, name):
        return ["findings/evidence_map.html"] if name == "list" else super().template_names(name)

    def panel(self, request, filterset):
        rows, columns = _axes(request.GET)
        return {
            **super().panel(request, filterset),
            "axes": [(name, filterset.filters[name].label) for name in MAP_AXES],
            "rows": rows,
            "columns": columns,
            "kept_also": [("rows", rows), ("columns", columns)],
        }

    def results(self, request, filterset):
        rows, columns = _axes(request.GET)
        _check(rows, columns)
        table = matrix(filterset, Axis(rows), Axis(columns), AGENDA, keep_empty=False)
        found = super().results(request, filterset)
        return {
            **found,
            "map": table,
            "caption": f"Findings by {table.down.label.lower()} and {table.across.label.lower()}",
            "outside": [_nothing(facet) for facet in found["facets"] if facet.name in (rows, columns)],
        }


def _axes(query):
    """What the reader asks for as rows and columns; what is not asked for is another than what is."""
    rows, columns = query.get("rows", ""), query.get("columns", "")
    rows = rows or next(name for name in MAP_AXES if name != columns)
    return rows, columns or next(name for name in ("sector", "theme") if name != rows)


def _check(rows, columns):
    for name, value in (("rows", rows), ("columns", columns)):
        if value not in MAP_AXES:
            told = f"“{value[:40]}” is not allowed for {name}. Allowed: {', '.join(MAP_AXES)}."
            raise ValidationError({name: told})
    if rows == columns:
        raise ValidationError({"columns": "Choose two different axes for rows and columns."})


def _nothing(facet):
    """(label, filter, how many findings have nothing recorded there)."""
    return facet.label.lower(), facet.name, next(each.count for each in facet.options if each.value == "none")

"""The evidence map: any two axes of the findings against each other."""

from django.core.exceptions import ValidationError

from collabfutures.curation.matrix import Axis, matrix
from findings.views import AGENDA, FindingList

MAP_AXES = ("sector", "area", "theme", "discourse", "barrier", "series")


class EvidenceMap(FindingList):
    """GET /map/?rows=theme&columns=sector and every filter of findings: how many findings has each pair?"""

    usual = {**FindingList.usual, "rows": "theme", "columns": "sector"}
    extra_names = ("rows", "columns")
    intro = "How many findings are recorded for each pair, and where there are none."

    def template_names(self, name):
        return ["findings/evidence_map.html"] if name == "list" else super().template_names(name)

    def results(self, request, filterset):
        rows, columns = (self._axis(request.GET, name) for name in self.extra_names)
        if rows == columns:
            raise ValidationError({"columns": "Choose two different axes for rows and columns."})
        table = matrix(filterset, Axis(rows), Axis(columns), AGENDA, keep_empty=False)
        axes = [(name, filterset.filters[name].label) for name in MAP_AXES]
        return {
            **super().results(request, filterset),
            "map": table,
            "caption": f"Findings by {table.row_label.lower()} and {table.column_label.lower()}",
            "axes": axes,
            "rows": rows,
            "columns": columns,
            "kept_also": [("rows", rows), ("columns", columns)],
        }

    def _axis(self, query, name):
        value = query.get(name, self.usual[name])
        if value not in MAP_AXES:
            told = f"“{value[:40]}” is not allowed for {name}. Allowed: {', '.join(MAP_AXES)}."
            raise ValidationError({name: told})
        return value

"""Where does an empty cell of a table lead? To a list of another kind that bears on it and has something in it."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Model

from collabfutures.curation.filters.axes import Heading
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.index.results import results


class Leads:
    """The list of a FilterSet, narrowed by the row or the column of an empty cell where it has records for that."""

    def __init__(self, filterset_class: type[RecordFilterSet], ends: list[type[Model] | None]) -> None:
        """Counts the filters of the list that are of the kinds in `ends`."""
        self.model = filterset_class._meta.model
        self.names: dict[Any, str] = {}
        for name in filterset_class.facet_names():
            self.names.setdefault(filterset_class.base_filters[name].target(self.model), name)
        wanted = {self.names[kind] for kind in ends if kind and kind in self.names}
        everything = filterset_class({}, self.model.objects.published())
        everything.is_valid()
        counted = results(everything).facets(wanted) if wanted else []
        self.filled = {(facet.name, option.value) for facet in counted for option in facet.options if option.count}

    def address(self, *headings: Heading) -> str:
        """By the first of the headings that finds something; the whole list where none does."""
        pairs = [(self.names[each.kind], each.value) for each in headings if each.kind and each.kind in self.names]
        found = next((pair for pair in pairs if pair in self.filled), None)
        listed: str = self.model.get_list_url()
        return f"{listed}?{urlencode([found])}" if found else listed

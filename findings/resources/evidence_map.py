"""The evidence map as an answer of the API: the table that the page shows, with room for more of it."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from collabfutures.curation import parameters
from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.described_parameters import filter_parameter, query_parameter
from collabfutures.curation.api.serializer_fields import ApiListField, SiteUrlField, kind_name
from collabfutures.curation.index.results import results
from findings.analyses import evidence_map
from findings.resources.shapes import CountedSerializer, HeadingSerializer, SideSerializer

ROOM = (300, 100)
GAP = "gap"


class MapCellSerializer(serializers.Serializer):
    """One pair. Records that curators wrote about the pair itself are counted in “others”."""

    row = HeadingSerializer()
    column = HeadingSerializer()
    count = serializers.IntegerField(help_text="Records of the list that name both.")
    others = CountedSerializer(many=True, source="also")
    empty = serializers.SerializerMethodField()
    url = SiteUrlField(source="address")
    api_url = ApiListField(source="address")
    elsewhere = SiteUrlField(source="empty_cell_list", help_text="Another list that bears on an empty pair.")

    def get_empty(self, cell: Any) -> str | None:
        return None if cell.told else GAP


class MapSerializer(serializers.Serializer):
    """Two filters of a kind against each other."""

    kind = serializers.CharField()
    count = serializers.IntegerField(help_text="Records under the filters, those left out of the map included.")
    overviews = serializers.IntegerField(help_text="Records that name a whole list, and are left out of the map.")
    rows = SideSerializer()
    columns = SideSerializer()
    results = MapCellSerializer(many=True)


class MapAnswer(AnswerView):
    """How many records there are for each pair of values of two filters, and where there are none."""

    answers_with = MapSerializer
    names = ("kind", "rows", "columns")

    def known(self, query: Any) -> list[str]:
        return [*super().known(query), *evidence_map.kind_asked(query).filterset_class.base_filters]

    def answer(self, query: Any) -> dict[str, Any]:
        parameters.check_repeats(query, evidence_map.kind_asked(query).filterset_class)
        filterset, sides = evidence_map.read(query)
        table, found = evidence_map.mapped(filterset, *sides, ROOM), results(filterset)
        overviews = [name for name in filterset.facet_names() if name == evidence_map.OVERVIEW]
        return {
            "kind": kind_name(filterset.model),
            "count": found.count,
            "overviews": evidence_map.overviews(filterset, found.facets(overviews)),
            "rows": table.down,
            "columns": table.across,
            "results": [cell for _, cells in table.rows for cell in cells],
        }

    def described_parameters(self) -> Iterator[OpenApiParameter]:
        kinds = evidence_map.mappable()
        yield query_parameter("kind", "Of which kind; findings without it.", enum=list(kinds))
        told = "One of the kind’s filters"
        for name in ("rows", "columns"):
            yield query_parameter(name, f"{told} along the {name}.", {"type": "string", "minLength": 1})
        usual = kinds[kind_name(evidence_map.USUAL_KIND)]
        for name, item in usual.filterset_class.base_filters.items():
            yield filter_parameter(name, item, usual.model)
        yield from super().described_parameters()

"""Records by the award behind them: what other systems know a series by."""

from functools import reduce
from operator import and_, or_

from django.db.models import Model, Q

from collabfutures.curation import identifiers
from collabfutures.curation.filters import IdentifierFilter, RelationFilter
from collabfutures.curation.relations import key_pairs


class AwardFilter(IdentifierFilter):
    """Records of a series with this award reference, however they are tied to the series."""

    def __init__(self, series: RelationFilter) -> None:
        super().__init__(series.field_name, identifiers.award_reference, label="Award reference of its series")
        self.relations = series.relations

    def having(self, model: type[Model], values: list[str]) -> Q:
        return reduce(or_, (key_pairs(model, name).tied(award_reference__in=values) for name in self.relations))

    def lacking(self, model: type[Model]) -> Q:
        return reduce(and_, (key_pairs(model, name).untied(award_reference__gt="") for name in self.relations))

"""Filters on a year."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.fields import EARLIEST_YEAR, LATEST_YEAR, NOTHING
from collabfutures.curation.filters.choices import as_text
from collabfutures.curation.filters.values import MANY, Column, ValuesFilter


class YearFilter(ValuesFilter):
    """Records of a year: a column that holds one, a date, or a relation to several years."""

    keeps_order = True

    def allowed(self, model: type[Model]) -> Iterable[str] | None:
        return [str(year) for year in range(EARLIEST_YEAR, LATEST_YEAR + 1)]

    def having(self, model: type[Model], values: list[str]) -> Q:
        wanted = {f"{self.field_name}__in": [int(value) for value in values]}
        # A relation is asked by keys: joined, it would give a record once for each of its years.
        if self._is_relation(model):
            return Q(KeyIn(F("pk"), model._base_manager.filter(**wanted).order_by().values("pk")))
        return Q(**wanted)

    def lacking(self, model: type[Model]) -> Q:
        if self._is_relation(model):
            dated = model._base_manager.filter(**{f"{self.field_name}__isnull": False}, pk=OuterRef("pk")).order_by()
            return ~Q(Exists(dated))
        return Q(**{f"{self.field_name.partition('__')[0]}__isnull": True})

    def columns(self, model: type[Model]) -> list[Column]:
        present = Q(**{f"{self.field_name}__isnull": False})
        return [Column(as_text(self.field_name), as_text(self.field_name), as_text(self.field_name), present)]

    def schema(self, model: type[Model]) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^([0-9]{{4}}|{NOTHING})$"}

    def describe(self, model: type[Model]) -> str:
        return f"{self.label}, from {EARLIEST_YEAR} to {LATEST_YEAR}. {MANY}"

    def _is_relation(self, model):
        return model._meta.get_field(self.field_name.partition("__")[0]).is_relation

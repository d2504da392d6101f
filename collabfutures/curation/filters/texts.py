"""Filters on texts that happen to stand in a column, or that are the names of plain rows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.choices import ChoiceFilter
from collabfutures.curation.filters.values import Column


class TextFilter(ChoiceFilter):
    """Records with one of the texts that a column happens to hold, such as a funder's name.

    The text “none” is asked for in quotation marks (`"none"`), because the bare word means nothing recorded.
    """

    def fixed_options(self, model: type[Model]) -> dict[str, str]:
        return {}

    def allowed(self, model: type[Model]) -> Iterable[str] | None:
        return None

    def encode(self, value: str) -> str:
        return f'"{value}"' if value == NOTHING or _is_quoted(value) else value

    def decode(self, value: str) -> str:
        return value[1:-1] if _is_quoted(value) else value


def _is_quoted(value):
    return len(value) > 1 and value.startswith('"') and value.endswith('"')


class IdentifierFilter(TextFilter):
    """Records with an identifier such as a DOI, in whatever form it is pasted. Nobody chooses from a list of them."""

    is_facet = False

    def decode(self, value: str) -> str:
        return self.in_one_form(super().decode(value))

    def __init__(self, field_name: str, in_one_form: Any, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)
        self.in_one_form = in_one_form

    def lacking(self, model: type[Model]) -> Q:
        return Q(**{self.field_name: ""}) | Q(**{f"{self.field_name}__isnull": True})


class NamesFilter(TextFilter):
    """Records with one of the names that a relation leads to, whose rows are names and nothing more."""

    column_holds_nothing = False

    def having(self, model: type[Model], values: list[str]) -> Q:
        # Asked by keys: joined, the relation would give a record once for each of its names.
        named = model._base_manager.filter(**{f"{self.field_name}__in": values}).order_by()
        return Q(KeyIn(F("pk"), named.values("pk")))

    def lacking(self, model: type[Model]) -> Q:
        named = model._base_manager.filter(**{f"{self.field_name}__isnull": False}, pk=OuterRef("pk")).order_by()
        return ~Q(Exists(named))

    def columns(self, model: type[Model]) -> list[Column]:
        name = F(self.field_name)
        return [Column(name, name, name, Q(**{f"{self.field_name}__isnull": False}))]

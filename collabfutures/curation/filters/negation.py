"""Filters turned round: `<name>__not` leaves out the records that have one of the values."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from collabfutures.curation.filters.values import ValuesFilter

NOT = "__not"


class NotFilter(ValuesFilter):
    """As another filter, of which it takes the values, and finds what that does not find."""

    is_facet = False

    def __init__(self, item: ValuesFilter) -> None:
        super().__init__(item.field_name, label=f"{item.label}, not")
        self.item = item

    @property
    def relations(self) -> list[str]:
        return getattr(self.item, "relations", [])

    def condition(self, model: type[Model], values: list[str]) -> Q:
        """As NOT EXISTS: linear, and right where a column is empty, of which SQL says neither yes nor no."""
        found = model._base_manager.filter(self.item.condition(model, values), pk=OuterRef("pk"))
        return ~Q(Exists(found.order_by()))

    def allowed(self, model: type[Model]) -> Iterable[str] | None:
        return self.item.allowed(model)

    def target(self, model: type[Model]) -> type[Model] | None:
        return self.item.target(model)

    def decode(self, value: str) -> str:
        return self.item.decode(value)

    def errors(self, name: str, model: type[Model], values: list[str], public_slugs: Iterable[str]) -> Iterator[str]:
        return self.item.errors(name, model, values, public_slugs)

    def schema(self, model: type[Model]) -> dict[str, Any]:
        return self.item.schema(model)

    def describe(self, model: type[Model]) -> str:
        return f"Without the records that {self.item.describe(model)[:1].lower()}{self.item.describe(model)[1:]}"


def turned_round(filters: dict[str, Any]) -> dict[str, ValuesFilter]:
    """{`<name>__not`: filter} of those whose options are counted."""
    facets = {name: item for name, item in filters.items() if getattr(item, "is_facet", False)}
    return {f"{name}{NOT}": NotFilter(item) for name, item in facets.items()}

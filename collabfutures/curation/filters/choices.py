"""Filters on a column of the record itself: a listed choice, any text that happens to stand there, a year."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.fields import EARLIEST_YEAR, LATEST_YEAR, NOTHING
from collabfutures.curation.filters.values import MANY, Column, ValuesFilter


def _text(name):
    return Cast(name, CharField())


class ChoiceFilter(ValuesFilter):
    """Records with one of a column's listed values."""

    column_holds_nothing = True

    def fixed_options(self, model: type[Model]) -> dict[str, str]:
        column: Any = model._meta.get_field(self.field_name)
        return {value: str(label) for value, label in column.flatchoices if value}

    def allowed(self, model: type[Model]) -> Iterable[str] | None:
        return list(self.fixed_options(model))

    def having(self, model: type[Model], values: list[str]) -> Q:
        return Q(**{f"{self.field_name}__in": values})

    def lacking(self, model: type[Model]) -> Q:
        return Q(**{self.field_name: ""})

    def columns(self, model: type[Model]) -> list[Column]:
        return [Column(_text(self.field_name), _text(self.field_name), _text(self.field_name), ~self.lacking(model))]


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


class RecordedFilter(ValuesFilter):
    """Whether a text has been recorded: `recorded`, or `none`."""

    RECORDED = "recorded"
    column_holds_nothing = True

    def fixed_options(self, model: type[Model]) -> dict[str, str]:
        return {self.RECORDED: "Recorded"}

    def allowed(self, model: type[Model]) -> Iterable[str] | None:
        return [self.RECORDED]

    def having(self, model: type[Model], values: list[str]) -> Q:
        return ~self.lacking(model)

    def lacking(self, model: type[Model]) -> Q:
        return Q(**{self.field_name: ""})

    def columns(self, model: type[Model]) -> list[Column]:
        filled = When(**{f"{self.field_name}__gt": ""}, then=Value(self.RECORDED))
        value = Case(filled, default=Value(""), output_field=CharField())
        return [Column(value, value, value, ~self.lacking(model))]


class EitherFilter(ValuesFilter):
    """Records of which a condition holds, or does not: `yes` and `no` are (value, label) of the two options."""

    keeps_order = True

    def __init__(self, condition: Q, yes: tuple[str, str], no: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.holds, self.sides = condition, (yes, no)

    def fixed_options(self, model: type[Model]) -> dict[str, str]:
        return dict(self.sides)

    def allowed(self, model: type[Model]) -> Iterable[str] | None:
        return [value for value, _ in self.sides]

    def having(self, model: type[Model], values: list[str]) -> Q:
        (yes, _), (no, _) = self.sides
        found = [condition for value, condition in ((yes, self.holds), (no, ~self.holds)) if value in values]
        return reduce(or_, found)

    def lacking(self, model: type[Model]) -> Q:
        # No record. Django would drop a part that it knows to be empty from the middle of a statement, or raise.
        return Q(state="")

    def columns(self, model: type[Model]) -> list[Column]:
        (yes, _), (no, _) = self.sides
        value = Case(When(self.holds, then=Value(yes)), default=Value(no), output_field=CharField())
        return [Column(value, value, value)]


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
        return [Column(_text(self.field_name), _text(self.field_name), _text(self.field_name), present)]

    def schema(self, model: type[Model]) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^([0-9]{{4}}|{NOTHING})$"}

    def describe(self, model: type[Model]) -> str:
        return f"{self.label}, from {EARLIEST_YEAR} to {LATEST_YEAR}. {MANY}"

    def _is_relation(self, model):
        return model._meta.get_field(self.field_name.partition("__")[0]).is_relation

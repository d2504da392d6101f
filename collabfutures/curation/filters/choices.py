"""Filters on a column of the record itself: a listed choice, whether a text is there, whether a condition holds."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Model, Q, Value, When
from django.db.models.functions import Cast

from collabfutures.curation.filters.values import Column, ValuesFilter


def as_text(name: str) -> Cast:
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
        text = as_text(self.field_name)
        return [Column(text, text, text, ~self.lacking(model))]


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

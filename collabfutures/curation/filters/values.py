"""How a reader narrows a list by values. A kind's FilterSet is written once and serves page, JSON, CSV and facets.

Several values of one filter mean *or*, different filters mean *and*, `<name>__all` means *and* within one filter,
and the word `none` asks for the records that have nothing recorded there. A filter answers for itself: which values it
takes, how each is called, which records have it, and how that is described; nothing else asks what type it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet

from collabfutures.curation.fields import NOTHING
from collabfutures.curation.messages import not_allowed

MOST_VALUES = 50
MANY = f"Give it up to {MOST_VALUES} times: several values mean or. “{NOTHING}” means nothing recorded."


@dataclass(frozen=True)
class Column:
    """Where the values of a filter stand: expressions for value, label and order, and which rows have one at all.

    `key` is what stays the same when a value is renamed: the key of a related record, and otherwise the value itself.
    `repeats` says that a record may have one value more than once: by each of several sources of one series.
    """

    value: Any
    label: Any
    order: Any
    present: Q = field(default_factory=Q)
    key: Any = None
    repeats: bool = False


class ValuesField(forms.Field):
    """Every value that a parameter was given, as written."""

    widget = forms.MultipleHiddenInput

    def to_python(self, values: Any) -> list[str]:
        return list(dict.fromkeys(value for value in values or [] if value != ""))


class ValuesFilter(django_filters.Filter):
    """A filter of several values. Subclasses say which are allowed, and which records have one of them."""

    field_class = ValuesField
    most = MOST_VALUES
    # Whether its options are counted beside a list, and whether it may stand along a side of a table.
    is_facet = True
    # Whether its one column is empty where nothing is recorded, so that counting it counts these records too.
    column_holds_nothing = False
    # Whether options are listed in their own order (years) and not by their number of records.
    keeps_order = False

    def filter(self, queryset: QuerySet, values: list[str]) -> QuerySet:
        return queryset.filter(self.condition(queryset.model, values)) if values else queryset

    def condition(self, model: type[Model], values: list[str]) -> Q:
        """The records of `model` with at least one of the values."""
        present = [self.decode(value) for value in values if value != NOTHING]
        found = self.having(model, present) if present else Q(pk__in=[])
        return found | self.lacking(model) if NOTHING in values else found

    def having(self, model: type[Model], values: list[str]) -> Q:
        """The records with one of these values, none of which is `none`."""
        raise NotImplementedError

    def lacking(self, model: type[Model]) -> Q:
        """The records with nothing recorded here."""
        raise NotImplementedError

    def columns(self, model: type[Model]) -> list[Column]:
        """Where the values stand: what is counted for a facet, and what a table is drawn from."""
        raise NotImplementedError

    def listed(self, model: type[Model]) -> Iterator[QuerySet]:
        """The records that are options worth listing even where nothing is tied to them."""
        return iter(())

    def fixed_options(self, model: type[Model]) -> dict[str, str]:
        """{value: label} of the options that the code lists, in their order."""
        return {}

    def allowed(self, model: type[Model]) -> Iterable[str] | None:
        """The values to choose from, or None where any text may be asked for."""
        return None

    def encode(self, value: str) -> str:
        """A stored value as it is written in an address."""
        return value

    def decode(self, value: str) -> str:
        """A value of an address as it is stored."""
        return value

    def target(self, model: type[Model]) -> type[Model] | None:
        """The kind of record that the values are slugs of, or None."""
        return None

    def errors(self, name: str, model: type[Model], values: list[str], public_slugs: Iterable[str]) -> Iterator[str]:
        """What is wrong with these values, in sentences. `public_slugs` are those of the values that are slugs."""
        if len(values) > self.most:
            yield f"“{name}” is given {len(values)} values; at most {self.most} allowed."
            return
        allowed = self.allowed(model)
        wrong = [value for value in values if allowed is not None and value != NOTHING and value not in allowed]
        if wrong:
            yield not_allowed(name, wrong[0], [*(allowed or []), NOTHING])

    def schema(self, model: type[Model]) -> dict[str, Any]:
        """One value in the words of JSON Schema."""
        fixed = list(self.fixed_options(model))
        return {"type": "string", "enum": [*fixed, NOTHING]} if fixed else {"type": "string"}

    def describe(self, model: type[Model]) -> str:
        return f"{self.label}. {MANY}"

    def parameter(self, model: type[Model]) -> tuple[dict[str, Any], str, bool]:
        """(schema, description, whether it may be repeated) of the query parameter."""
        return {"type": "array", "items": self.schema(model)}, self.describe(model), True

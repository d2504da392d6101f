"""Which fields does a client want? `fields=title,themes.slug` gives these alone, `omit=summary` all but these."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from collabfutures.curation.messages import not_allowed

FIELDS, OMIT = "fields", "omit"
# The forms that are made of fields.
FORMS = ("json", "jsonl", "csv", "xlsx")
# {field: the parts of it that are wanted, or None for all}
Wanted = dict[str, frozenset[str] | None]


@dataclass(frozen=True)
class FieldChoice:
    """The (field, its parts) that are wanted, in the order of the kind; None for all fields or all parts."""

    wanted: tuple[tuple[str, frozenset[str] | None], ...] | None = None

    @classmethod
    def of(cls, params: QueryDict, serializer_class: Any) -> "FieldChoice":
        """What a query asks for. Raises ValidationError naming a field that the kind has not."""
        if FIELDS not in params and OMIT not in params:
            return EVERYTHING
        known = _known(serializer_class)
        wanted: Wanted = dict.fromkeys(known)
        if FIELDS in params:
            wanted = _named(FIELDS, params.get(FIELDS, ""), known)
        if OMIT in params:
            wanted = _without(wanted, _named(OMIT, params.get(OMIT, ""), known), known)
        return cls(tuple((name, wanted[name]) for name in known if name in wanted))

    def columns(self, every: list[str]) -> list[str]:
        """The fields, of every one that the kind has."""
        return every if self.wanted is None else [name for name, _ in self.wanted]

    def applied(self, row: dict[str, Any]) -> dict[str, Any]:
        """A record as the API has it, with the fields that are wanted."""
        if self.wanted is None:
            return row
        return {name: row[name] if parts is None else _part(row[name], parts) for name, parts in self.wanted}


EVERYTHING = FieldChoice()


def _known(serializer_class):
    """{field: its parts} of a kind; a field that is no object has none."""
    return {name: getattr(field, "parts", ()) for name, field in serializer_class().fields.items()}


def _named(parameter: str, text: str, known: dict[str, tuple[str, ...]]) -> Wanted:
    found: Wanted = {}
    for name in text.split(","):
        field, dot, part = name.partition(".")
        if field not in known:
            raise ValidationError({parameter: not_allowed(parameter, name, known)})
        if dot and part not in known[field]:
            allowed = [f"{field}.{each}" for each in known[field]]
            raise ValidationError({parameter: not_allowed(parameter, name, allowed)})
        before = found.get(field, frozenset())
        found[field] = before | {part} if dot and before is not None else None
    return found


def _without(wanted: Wanted, omitted: Wanted, known: dict[str, tuple[str, ...]]) -> Wanted:
    """What is wanted less what is not: a whole field, or parts of it."""
    left = {name: parts for name, parts in wanted.items() if name not in omitted}
    for name, parts in omitted.items():
        if name in wanted and parts is not None:
            had = wanted[name]
            left[name] = (frozenset(known[name]) if had is None else had) - parts
    return left


def _part(value, parts):
    if isinstance(value, list):
        return [_part(each, parts) for each in value]
    return value and {name: each for name, each in value.items() if name in parts}

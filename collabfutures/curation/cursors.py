"""Where in an ordered list does one go on? A cursor holds the sort keys of the record last seen, signed.

A walk that is to lose nothing goes by the primary key, which nobody changes: it begins with `cursor=*`. Behind the last
numbered page a list goes on in its own order; there a record that moves while one reads may be met twice or not at all.
"""

import base64
import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.http import QueryDict

LONGEST = 1_500
# The beginning of a walk, and the order that its cursors name.
BEGIN, BY_KEY = "*", "by-key"
_signer = Signer(salt="collabfutures.cursor")
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Key:
    """One column of an order: the alias under which a record carries it, and which way it runs."""

    alias: str
    expression: Any
    descending: bool
    nulls_last: bool

    def equal(self, value: Any) -> Q:
        return Q(**{f"{self.alias}__isnull": True}) if value is None else Q(**{self.alias: value})

    def behind(self, value: Any) -> Q:
        """The rows that come after one with this value; nothing comes after NULL, which is last."""
        if value is None:
            return Q(pk__in=[])
        later = Q(**{f"{self.alias}__{'lt' if self.descending else 'gt'}": value})
        return later | Q(**{f"{self.alias}__isnull": True}) if self.nulls_last else later


def _keys(queryset: QuerySet) -> list[Key]:
    found = []
    column: Any
    for number, column in enumerate(queryset.query.order_by):
        if isinstance(column, str):
            column = OrderBy(F(column.removeprefix("-")), descending=column.startswith("-"))
        found.append(Key(f"key_{number}", column.expression, column.descending, bool(column.nulls_last)))
    return found


def keyed(queryset: QuerySet) -> QuerySet:
    """The queryset with the keys of its order on each record."""
    return queryset.annotate(**{key.alias: key.expression for key in _keys(queryset)})


@dataclass(frozen=True)
class Position:
    """A place in the order of a list: behind the record with these keys. `text` is how an address spells it."""

    keys: list[Key]
    values: list[Any]
    text: str

    @classmethod
    def of(cls, record: Model, queryset: QuerySet, params: QueryDict) -> "Position":
        keys = _keys(queryset)
        values = [getattr(record, key.alias) for key in keys]
        stored = [value.isoformat() if isinstance(value, datetime) else value for value in values]
        packed = json.dumps([_order_name(params), *stored], default=str).encode()
        return cls(keys, values, _signer.sign(base64.urlsafe_b64encode(packed).decode().rstrip("=")))

    def behind(self, queryset: QuerySet) -> QuerySet:
        """Those of a `keyed` queryset that come after this place."""
        found, equal = Q(), Q()
        for key, value in zip(self.keys, self.values, strict=True):
            found |= equal & key.behind(value)
            equal &= key.equal(value)
        return queryset.filter(found)


def in_walk(queryset: QuerySet, params: QueryDict) -> QuerySet:
    """The list in the order of the walk that `cursor=` is of: by key, or as it is. Raises ValidationError."""
    if not is_by_key(params):
        return queryset
    if "sort" in params:
        raise ValidationError({"sort": "“sort” does not go with a walk by “cursor”, which goes by key."})
    return queryset.order_by("pk")


def is_by_key(params: QueryDict) -> bool:
    """Whether the query is a walk that loses nothing; what is no cursor at all is refused where it is read."""
    text = params.get("cursor", "")
    try:
        return text == BEGIN or (bool(text) and _unpacked(text)[0] == BY_KEY)
    except (ValueError, TypeError, RecursionError, BadSignature):
        return False


def _order_name(params):
    """The order in which the list was read: its word, and whether a search ranks it."""
    if is_by_key(params):
        return BY_KEY
    return f"{params.get('sort', '')} {'ranked' if params.get('q') else ''}".strip()


def read_position(queryset: QuerySet, params: QueryDict) -> Position | None:
    """The Position of `cursor=`, or None at a beginning. Raises ValidationError for one that this list did not give."""
    text = params.get("cursor", "")
    if text == BEGIN:
        return None
    try:
        order, *values = _unpacked(text)
        keys = _keys(queryset)
        if order != _order_name(params) or len(values) != len(keys):
            raise ValueError("another order")
        fields = keyed(queryset).query.annotations
        values = [_checked(fields[key.alias].output_field, value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError, BadSignature) as error:
        told = f"“{text[:40]}” is no cursor of this list in this order. Use one that “next” gave, or “*” to begin."
        raise ValidationError({"cursor": told}) from error
    return Position(keys, values, text)


def _unpacked(text):
    if len(text) > LONGEST:
        raise ValueError("too long")
    text = _signer.unsign(text)
    found = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    if not isinstance(found, list) or not found:
        raise ValueError("no list")
    return found


def _checked(field, value):
    """A key as its column has it; only what the database can compare."""
    if isinstance(value, bool | dict | list) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError("no key")
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("a NUL")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise OverflowError
    checked = field.to_python(value)
    if value is not None and type(checked) is not type(value) and not isinstance(checked, datetime):
        checked = type(value)(checked)
    return checked

"""How old is what a record says, and from which award? Derived from its series, never typed in."""

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat, Left
from django.db.models.lookups import Exact

TEXT = CharField()


def award_note(path: str = "") -> Any:
    """“ES/H000933/1, 2009–2011” as an expression, or as much of it as is known; `path` reaches the series."""
    reference = Coalesce(F(f"{path}award_reference"), Value(""), output_field=TEXT)
    apart = Case(
        When(Q(**{f"{path}award_reference__isnull": True}) | Q(**{f"{path}start_date__isnull": True}), then=Value("")),
        default=Value(", "),
        output_field=TEXT,
    )
    return Concat(reference, apart, _years(path), output_field=TEXT)


def _years(path):
    first, last = Left(f"{path}start_date", 4), Left(f"{path}end_date", 4)
    return Case(
        When(**{f"{path}start_date__isnull": True}, then=Value("")),
        When(**{f"{path}end_date__isnull": True}, then=Concat(Value("from "), first, output_field=TEXT)),
        When(Exact(first, last), then=first),
        default=Concat(first, Value("–"), last, output_field=TEXT),
        output_field=TEXT,
    )

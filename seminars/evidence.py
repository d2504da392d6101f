"""How old is what a record says, and from which award? Derived from its series, never typed in."""

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear

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
    start, end = ExtractYear(f"{path}start_date"), ExtractYear(f"{path}end_date")
    first = Cast(start, TEXT)
    return Case(
        When(**{f"{path}start_date__isnull": True}, then=Value("")),
        When(**{f"{path}end_date__isnull": True}, then=Concat(Value("from "), first, output_field=TEXT)),
        When(Q(**{f"{path}end_date__year": start}), then=first),
        default=Concat(first, Value("–"), Cast(end, TEXT), output_field=TEXT),
        output_field=TEXT,
    )

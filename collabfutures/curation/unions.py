"""Counts and rows of several querysets in one query."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value


def constant(value: str) -> Value:
    """A fixed text as a column."""
    return Value(value, output_field=CharField())


def union_all(querysets: Iterable[QuerySet]) -> Any:
    """The rows of all the querysets, in one query; none of them may be ordered. An empty list if there are none."""
    found: list[Any] = [*querysets]
    first, *rest = found or [[]]
    return first.union(*rest, all=True) if rest else first


def counted(public: QuerySet, *columns: Any) -> QuerySet:
    """The row (*columns, number) of public records; no row where there are none. The columns are constants."""
    # Public records are all of one state, so that grouping by it makes one row, and `union_all` takes several.
    return public.order_by().values("state").annotate(n=Count("pk")).values_list(*columns, "n")

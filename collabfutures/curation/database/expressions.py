"""Conditions and sets in the form that both databases run in linear time. docs/decisions/ has the trials."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler


class KeyIn(Func):
    """Whether a key is among the values of a queryset of one column.

    PostgreSQL would join each such subquery to the rest, and a dozen of them take it seconds to plan; as a condition
    that IS TRUE each is hashed once, by itself. As arrays (`= ANY (ARRAY (…))`) two on one key become a loop over
    their product that no time limit stops. SQLite looks keys up best in a plain IN.
    """

    output_field = BooleanField()
    arg_joiner, template = " IN ", "%(expressions)s"

    def __init__(self, key: Any, queryset: QuerySet | RawSQL) -> None:
        super().__init__(key, queryset if isinstance(queryset, RawSQL) else Subquery(queryset))

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(%(expressions)s) IS TRUE", **context)


class KeyAmong(Func):
    """Whether a key is one of many that are given. They go over as one value: writing a parameter each into the
    statement takes longer than running it.

    With `is_one_of_two` another condition of the statement is a set of keys as well: SQLite would look up each pair of
    the two sets in an index that holds both columns.
    """

    output_field = BooleanField()

    def __init__(self, key: Any, keys: Iterable[int], is_one_of_two: bool = False) -> None:
        super().__init__(key)
        self.keys, self.is_one_of_two = list(keys), is_one_of_two

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self._with(compiler, "= ANY (%s::bigint[])", self.keys)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        sql, params = self._with(compiler, "IN (SELECT value FROM json_each(%s))", json.dumps(self.keys))
        # The sign keeps the column out of its index.
        return f"+{sql}" if self.is_one_of_two else sql, params

    def _with(self, compiler, condition, value):
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} {condition}", [*params, value]


class KeySet:
    """The keys of a queryset under a name: a statement run by `fetch` finds them once, however often it asks."""

    def __init__(self, name: str, queryset: QuerySet) -> None:
        self.name, self.queryset = name, queryset.order_by().values("pk")

    @property
    def condition(self) -> Q:
        """Whether a record is in the set, for statements that `fetch` runs.

        As a KeyIn, not as a join: PostgreSQL takes an anti join for one row, and would then read the set for each row.
        """
        return Q(KeyIn(F("pk"), RawSQL(f"SELECT id FROM {self.name}", [])))


class Everything(KeySet):
    """All records of a queryset that one condition on their own columns describes: no set has to be made of them."""

    def __init__(self, queryset: QuerySet, condition: Q) -> None:
        super().__init__("", queryset)
        self._condition = condition

    @property
    def condition(self) -> Q:
        return self._condition


def fetch(queryset: QuerySet, sets: Iterable[KeySet] = ()) -> list[tuple]:
    """The rows of a queryset (such as a union) whose conditions ask the sets; a set may ask those before it."""
    sql, params = _compiled(queryset)
    return _fetched(queryset.db, _named(sets), sql, params)


# The columns of an axis: the key of a record, and one of its values there with label and order.
AXIS = "id, value, label, ordered"


def fetch_groups(axes: Sequence[QuerySet], sets: Iterable[KeySet] = ()) -> list[tuple]:
    """(value, label, order of each axis …, number of records) of each value, or each combination of values, that a
    record has. Each of `axes` has a row (AXIS) for each value of a record; their joins are apart, so that a record has
    every value of one axis along with every value of another."""
    names = [f"axis_{number}" for number in range(len(axes))]
    ends = ", ".join(f"{name}.{column}" for name in names for column in AXIS.split(", ")[1:])
    joined = " ".join(f"JOIN {name} ON {name}.id = {names[0]}.id" for name in names[1:])
    sql = f"SELECT {ends}, COUNT(DISTINCT {names[0]}.id) FROM {names[0]} {joined} GROUP BY {ends}"
    named = [(f"{name} ({AXIS}) AS", *_compiled(axis)) for name, axis in zip(names, axes, strict=True)]
    return _fetched(axes[0].db, [*_named(sets), *named], sql, [])


def _compiled(queryset):
    return queryset.query.get_compiler(queryset.db).as_sql()


def _named(sets):
    return [(f"{each.name} (id) AS MATERIALIZED", *_compiled(each.queryset)) for each in sets if each.name]


def _fetched(using, named, sql, params):
    """The rows of a statement that asks what is `named`: [(head of the expression, its statement, parameters)]."""
    if named:
        heads = ", ".join(f"{head} ({inner})" for head, inner, _ in named)
        sql, params = f"WITH {heads} {sql}", [*(one for *_, inner in named for one in inner), *params]
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()

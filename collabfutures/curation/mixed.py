"""Records of several kinds in one query, whatever their tables look like."""

from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet


def fetch_mixed(*querysets: QuerySet) -> list[list[Any]]:
    """The records of each queryset, in no order: [[Finding, …], [Barrier, …]] from one statement.

    For pages that show a few records of many kinds, where a query a kind would add up. Django's `union()` wants the
    same columns of all; here each table is joined to a number of its own and fills its own columns of the row.
    The querysets are of whole models on one database: no `values`, no `annotate`, no `select_related`, no slice.
    """
    if not querysets:
        return []
    connection = connections[querysets[0].db]
    # With elide_empty=False a condition that nothing can meet, such as an empty `in`, is a statement of its own too.
    parts = [queryset.query.get_compiler(connection=connection, elide_empty=False) for queryset in querysets]
    statements = [part.as_sql() for part in parts]
    numbers = " UNION ALL ".join(f"SELECT {number} AS part" for number in range(len(parts)))
    joins = " ".join(
        f"LEFT JOIN ({sql}) part_{number} ON part = {number}" for number, (sql, _) in enumerate(statements)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({numbers}) parts {joins}", [value for _, values in statements for value in values]
        )
        rows = cursor.fetchall()
    return [_records(number, parts, rows) for number in range(len(parts))]


def _records(number, parts, rows):
    """The rows of one part as records: their columns stand behind the number and those of the parts before it."""
    compiler = parts[number]
    start = 1 + sum(len(part.select) for part in parts[:number])
    cells = [row[start : start + len(compiler.select)] for row in rows if row[0] == number]
    converters = compiler.get_converters([column for column, _, _ in compiler.select])
    names = [column.target.attname for column, _, _ in compiler.select]
    model: type[Model] = compiler.query.model
    found = [row for row in compiler.apply_converters(cells, converters) if row[names.index(model._meta.pk.attname)]]
    return [model.from_db(compiler.using, names, row) for row in found]

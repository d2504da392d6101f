"""Very many keys as one value of the database: a row each takes longer to hand over than to find."""

import sys
from array import array
from typing import Any

import numpy as np
import orjson
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, BinaryField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

# What PostgreSQL sends before the elements of an array: its dimensions, their type and their length.
ARRAY_HEAD = 20


class KeysTogether(Aggregate):
    """All keys of a group: four bytes each on PostgreSQL, JSON on SQLite. `unpacked` reads it."""

    output_field = BinaryField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="STRING_AGG(int4send(%(expressions)s::int4), ''::bytea)")

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="json_group_array(%(expressions)s)")


def unpacked(keys: bytes | str) -> array:
    """The keys that `KeysTogether` gives, in the form of which a bitmap is made at once."""
    if isinstance(keys, str):
        return array("I", orjson.loads(keys))
    found = array("I", bytes(keys))
    if sys.byteorder == "little":
        found.byteswap()
    return found


def in_order(keys: QuerySet) -> np.ndarray:
    """The values of a queryset of one column of keys, in its order."""
    connection = connections[keys.db]
    if connection.vendor != "postgresql":
        return np.fromiter(keys.iterator(), dtype=np.uint32)
    sql, params = keys.query.sql_with_params()
    with connection.cursor() as cursor:
        # An aggregate might take them in another order; what an array is made of stays in its own.
        cursor.execute(f"SELECT array_send(ARRAY(SELECT key::int4 FROM ({sql}) AS found (key)))", params)
        sent = cursor.fetchone()[0]
    return np.frombuffer(sent[ARRAY_HEAD:], dtype=">u4")[1::2].astype(np.uint32)

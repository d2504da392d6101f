"""The dump as an SQLite file: a table for each kind, with titles and foreign keys, that Datasette opens as it is."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.models import BooleanField, FloatField, IntegerField

from collabfutures.curation import registry
from collabfutures.curation.dump.beside import COLUMNS, beside
from collabfutures.curation.dump.stored import Row, Slugs, many_fields, stored_fields, stored_rows
from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.lines import line_fields, line_relations

# {kind: {slug: key}}
Keys = dict[Any, dict[str, int]]


def table_of(model: Any) -> str:
    return registry.kind_of(model).viewset.route.replace("-", "_")


def write_sqlite(path: Path, slugs: Slugs) -> None:
    keys = {model: {slug: key for key, slug in known.items()} for model, known in slugs.items()}
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN")
        for kind in registry.kinds():
            _create(connection, kind.model)
        for kind in registry.kinds():
            _fill(connection, kind.model, stored_rows(kind.model, slugs), keys)
        for name, rows in beside(slugs).items():
            _beside(connection, name, rows)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _create(connection, model):
    columns = ["id INTEGER PRIMARY KEY", *(_column(field) for field in stored_fields(model)), "updated_at TEXT"]
    connection.execute(f"CREATE TABLE {table_of(model)} ({', '.join(columns)})")
    for name, fields in _tables_beside(model):
        own = f"{table_of(model)}_id INTEGER NOT NULL REFERENCES {table_of(model)}(id)"
        connection.execute(f"CREATE TABLE {name} ({', '.join([own, *map(_column, fields)])})")
        connection.execute(f"CREATE INDEX {name}_own ON {name} ({table_of(model)}_id)")


def _tables_beside(model: Any) -> Iterator[tuple[str, list[Any]]]:
    """(table, columns) of each relation to many and of each sort of lines."""
    for field in many_fields(model):
        yield f"{table_of(model)}_{field.name}", [field]
    for relation in line_relations(model):
        yield f"{table_of(model)}_{relation.get_accessor_name()}", line_fields(relation)


def _column(field: Any) -> str:
    if is_kind(field.related_model):
        return f'"{field.name}" INTEGER REFERENCES {table_of(field.related_model)}(id)'
    target = field.related_model._meta.pk if field.related_model else field
    kind = "REAL" if isinstance(target, FloatField) else "INTEGER" if _is_whole(target) else "TEXT"
    unique = " UNIQUE" if field.name == "slug" else ""
    return f'"{field.name}" {kind}{unique}'


def _is_whole(field):
    return isinstance(field, IntegerField | BooleanField)


def _fill(connection: sqlite3.Connection, model: Any, rows: Iterable[Row], keys: Keys) -> None:
    fields = stored_fields(model)
    for row in rows:
        values = [row["id"], *(_value(field, row[field.name], keys) for field in fields), row["updated_at"]]
        _insert(connection, table_of(model), values)
        for field in many_fields(model):
            for end in row[field.name]:
                _insert(connection, f"{table_of(model)}_{field.name}", [row["id"], _value(field, end, keys)])
        for relation in line_relations(model):
            name = relation.get_accessor_name()
            for line in row[name]:
                told = [_value(field, line[field.name], keys) for field in line_fields(relation)]
                _insert(connection, f"{table_of(model)}_{name}", [row["id"], *told])


def _value(field, value, keys):
    return keys[field.related_model].get(value) if is_kind(field.related_model) else value


def _beside(connection, name, rows):
    table = name.replace("-", "_")
    connection.execute(f"CREATE TABLE {table} ({', '.join(COLUMNS[name])})")
    for row in rows:
        _insert(connection, table, list(row.values()))


def _insert(connection, table, values):
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)

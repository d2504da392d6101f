"""Database triggers that keep the content version and the search rows, whatever writes: save, bulk, SQL, import.

They are made from the installed kinds after every `migrate` that changes something, so a new kind is covered without a
line of its own. Work on drafts fires nothing: only records that are, were or become public count.
"""

import hashlib

from django.db import connections, transaction

from collabfutures.curation.database import postgresql as triggers_postgresql
from collabfutures.curation.database import sqlite as triggers_sqlite
from collabfutures.curation.database.trigger_sql import refill
from collabfutures.curation.models import ContentVersion, kinds

DIALECTS = {"postgresql": triggers_postgresql, "sqlite": triggers_sqlite}


def drop_for(sender, using, plan=(), **kwargs):
    """Before a migration: no trigger may stand in the way of altering a table."""
    if sender.label == "curation" and plan:
        with connections[using].cursor() as cursor:
            DIALECTS[cursor.db.vendor].drop(cursor)


def install_for(sender, using, plan=(), **kwargs):
    """After a migration: whatever it changed, the triggers and the search rows are right again."""
    if sender.label == "curation":
        with transaction.atomic(using), connections[using].cursor() as cursor:
            install(cursor, anew=bool(plan))


def install(cursor, anew=True):
    """Installs every trigger and writes the search rows; `anew` even if the right triggers are there."""
    dialect, tables = DIALECTS[cursor.db.vendor], _columns(cursor)
    if not tables.keys() >= dialect.NEEDS:
        return
    wanted = [kind for kind in kinds() if tables.get(kind._meta.db_table, set()) >= _own_columns(kind)]
    statements = [sql for kind in wanted for sql in _triggers(dialect, kind, tables)]
    signature = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    version, _ = ContentVersion.objects.using(cursor.db.alias).get_or_create(pk=1)
    if anew or version.triggers != signature:
        dialect.drop(cursor)
        cursor.execute("DELETE FROM curation_searchrow")
        rows = [refill(kind._meta.db_table, search_row(kind)) for kind in wanted]
        for sql in [*dialect.index_triggers(), *rows, *statements]:
            cursor.execute(sql)
        ContentVersion.objects.using(cursor.db.alias).update(number=version.number + 1, triggers=signature)


def _columns(cursor):
    """{table: its columns} of the database as it stands, which a migration back may have left smaller."""
    introspection = cursor.db.introspection
    return {
        table: {column.name for column in introspection.get_table_description(cursor, table)}
        for table in introspection.table_names(cursor)
    }


def _own_columns(kind):
    return {field.column for field in kind._meta.concrete_fields}


def _triggers(dialect, kind, tables):
    table = kind._meta.db_table
    yield from dialect.record_triggers(table, kind._meta.label_lower, search_row(kind))
    for field in kind._meta.local_many_to_many:
        through = field.remote_field.through._meta.db_table
        if through in tables:
            yield from dialect.link_triggers(through, _ends(field, table))


def _ends(field, table):
    """The (column, table) pairs of a link row whose ends must both be public for the link to be."""
    target = field.related_model
    other = [(field.m2m_reverse_name(), target._meta.db_table)] if target in kinds() else []
    return [(field.m2m_column_name(), table), *other]


def search_row(kind):
    """A function from a row's alias (NEW, this) to the SELECT of its search row."""

    def select(alias):
        own = ", ".join(f"{alias}.{column}" for column in ("id", "slug", "title", "summary"))
        texts = ", ".join(_joined(alias, kind, names) for names in (kind.search_keywords, kind.search_body))
        return f"SELECT '{kind._meta.label_lower}', {own}, {texts}"

    return select


def _joined(alias, kind, names):
    columns = [f"COALESCE({alias}.{kind._meta.get_field(name).column}, '')" for name in names]
    return " || ' ' || ".join(columns) or "''"

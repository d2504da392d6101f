"""Database triggers that keep the content version and the search rows, whatever writes: save, bulk, SQL, import.

They are made from the installed kinds after every `migrate`, so a new kind is covered without a line of its own.
Work on drafts fires nothing: only records that are, were or become public count.
"""

from django.apps import apps
from django.db import connections

from collabfutures.curation import triggers_postgresql, triggers_sqlite
from collabfutures.curation.trigger_sql import refill

DIALECTS = {"postgresql": triggers_postgresql, "sqlite": triggers_sqlite}


def drop_for(sender, using, **kwargs):
    """Before a migration: no trigger may stand in the way of altering a table."""
    if sender.label == "curation":
        _run(connections[using], DIALECTS[connections[using].vendor].drop)


def install_for(sender, using, **kwargs):
    """After a migration: install every trigger and write the search rows anew."""
    if sender.label == "curation":
        _run(connections[using], _install)


def _run(connection, work):
    with connection.cursor() as cursor:
        work(cursor, set(connection.introspection.table_names(cursor)))


def _install(cursor, tables):
    dialect = DIALECTS[cursor.db.vendor]
    dialect.drop(cursor, tables)
    if "curation_searchrow" not in tables:
        return
    cursor.execute("DELETE FROM curation_searchrow")
    dialect.start(cursor)
    for model in apps.get_models():
        if hasattr(model, "search_body") and model._meta.db_table in tables:
            _install_for_kind(cursor, dialect, model)


def _install_for_kind(cursor, dialect, kind):
    table, row = kind._meta.db_table, search_row(kind)
    cursor.execute(refill(table, row))
    for sql in dialect.record_triggers(table, kind._meta.label_lower, row):
        cursor.execute(sql)
    for field in kind._meta.local_many_to_many:
        through = field.remote_field.through._meta.db_table
        for sql in dialect.link_triggers(through, _ends(field, table)):
            cursor.execute(sql)


def _ends(field, table):
    """The (column, table) pairs of a link row whose ends must both be public for the link to be."""
    target = field.related_model
    other = [(field.m2m_reverse_name(), target._meta.db_table)] if hasattr(target, "search_body") else []
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

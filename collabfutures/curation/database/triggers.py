"""Database triggers that keep the log of changes, the search rows, former addresses and sort titles, whatever writes.

They are made from the installed kinds after every `migrate`, so a new kind is covered without a line of its own. Which
are there is read from the database's own catalogue, never remembered: a migration that dies after the triggers were
dropped heals by the next `migrate`. Work on drafts fires nothing: only what is, was or becomes public counts.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from collabfutures.curation.database import postgresql, sqlite
from collabfutures.curation.database.trigger_sql import RowSql, refill
from collabfutures.curation.models import ContentVersion, Record, kinds
from collabfutures.curation.publication import UNSEEN

DIALECTS = {"postgresql": postgresql, "sqlite": sqlite}


def drop_for(sender: AppConfig, using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """Before a migration: no trigger may stand in the way of altering a table."""
    if sender.label == "curation" and plan:
        with connections[using].cursor() as cursor:
            DIALECTS[cursor.db.vendor].drop(cursor)


def install_for(sender: AppConfig, using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """After a migration, or after one that died: the triggers and the search rows are right again."""
    if sender.label == "curation":
        with transaction.atomic(using), connections[using].cursor() as cursor:
            if plan or missing(cursor):
                install(cursor)
            elif "curation_change" in DIALECTS[cursor.db.vendor].columns(cursor) and ContentVersion.is_behind(using):
                ContentVersion.renew_epoch(using)


def missing(cursor: CursorWrapper) -> list[str]:
    """The names of the triggers that are not there as they should be, and of those that should not be there."""
    dialect = DIALECTS[cursor.db.vendor]
    wanted, found = dialect.expected(_triggers(dialect, dialect.columns(cursor))), dialect.installed(cursor)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def install(cursor: CursorWrapper) -> None:
    """Makes every trigger and every search row anew, in the transaction of the caller."""
    dialect = DIALECTS[cursor.db.vendor]
    tables = dialect.columns(cursor)
    if not tables.keys() >= dialect.NEEDS:
        return
    dialect.drop(cursor)
    for trigger in dialect.index_triggers():
        _run(cursor, trigger.statements)
    _run(cursor, ["DELETE FROM curation_searchrow", *dialect.index_refill()])
    for kind in _kinds(tables):
        _run(cursor, refill(kind._meta.db_table, search_row(kind)))
    for trigger in _triggers(dialect, tables)[len(dialect.index_triggers()) :]:
        _run(cursor, trigger.statements)
    # What was written while no trigger stood is in no log: whoever followed has to begin anew.
    ContentVersion.renew_epoch(cursor.db.alias)


def _run(cursor, statements):
    for statement in statements:
        cursor.execute(statement)


def _triggers(dialect, tables):
    """Every trigger that these tables need; none before the kernel's own tables are there."""
    if not tables.keys() >= dialect.NEEDS:
        return []
    return [*dialect.index_triggers(), *(one for kind in _kinds(tables) for one in _of_kind(dialect, kind, tables))]


def _kinds(tables):
    """The kinds whose tables have all their columns: a migration back may have left some smaller."""
    return [
        kind
        for kind in kinds()
        if tables.get(kind._meta.db_table, set()) >= {field.column for field in kind._meta.concrete_fields}
    ]


def _of_kind(dialect: Any, kind: type[Record], tables: dict[str, set[str]]) -> Iterator:
    table = kind._meta.db_table
    public = [field.column for field in kind._meta.concrete_fields if field.name not in UNSEEN]
    yield from dialect.record_triggers(table, kind._meta.label_lower, search_row(kind), public)
    field: Any
    for field in kind._meta.local_many_to_many:
        through = field.remote_field.through._meta.db_table
        if through in tables:
            yield from dialect.link_triggers(through, _ends(field, table))


def _ends(field, table):
    """(column, table, label) of each end of a link row that is a record: all must be public for the link to be."""
    target, own = field.related_model, field.model._meta.label_lower
    other = [(field.m2m_reverse_name(), target._meta.db_table, target._meta.label_lower)] if target in kinds() else []
    return [(field.m2m_column_name(), table, own), *other]


def search_row(kind: type[Record]) -> RowSql:
    """A function from a row's alias (NEW, this) to the SELECT of its search row."""
    names = [name for name in kind.also_called if not kind._meta.get_field(name).is_relation]

    def select(alias: str) -> str:
        own = ", ".join(f"{alias}.{column}" for column in ("id", "slug", "title", "summary"))
        texts = ", ".join(_joined(alias, kind, each) for each in (names, kind.search_keywords, kind.search_body))
        return f"SELECT '{kind._meta.label_lower}', {own}, curation_fold({alias}.title), {texts}"

    return select


def _joined(alias, kind, names):
    columns = [f"COALESCE({alias}.{kind._meta.get_field(name).column}, '')" for name in names]
    return " || ' ' || ".join(columns) or "''"

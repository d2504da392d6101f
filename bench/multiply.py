"""Makes a million findings of ten thousand, by copying rows within PostgreSQL: the triggers would take an hour.

What the triggers keep (search rows, sort titles) is copied with the rows, so that it is what they would have written.
"""

from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from collabfutures.curation.models import ContentVersion, Record, SearchRow


def multiply(kind: type[Record], times: int) -> None:
    """Adds so many copies of every record of a kind, with its links and its search row; all as public as it is."""
    # The keys of one copy follow those of another, as where records are added one by one.
    last = kind._base_manager.aggregate(last=Max("pk"))["last"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for number in range(1, times + 1):
            _copy(cursor, kind, number, last)
            for field in kind._meta.local_many_to_many:
                _copy_links(cursor, field, number, last)
            _copy_rows(cursor, kind, number, last)
        for model in (kind, SearchRow, *(field.remote_field.through for field in kind._meta.local_many_to_many)):
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
    # Nothing of it stands in the log.
    ContentVersion.renew_epoch()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _copy(cursor: Any, kind: Any, number: int, last: int) -> None:
    changed = {
        "id": f"id + {number * last}",
        "slug": f"slug || '-{number}'",
        "title": f"title || ' {number}'",
        "sort_title": f"sort_title || ' {number}'",
        "outcome_id": "NULL",
    }
    columns = [field.column for field in kind._meta.concrete_fields]
    values = [changed.get(column, f'"{column}"') for column in columns]
    _insert(cursor, kind._meta.db_table, columns, values, f"id <= {last}")


def _copy_links(cursor: Any, field: Any, number: int, last: int) -> None:
    own, other = field.m2m_column_name(), field.m2m_reverse_name()
    values = [f"{own} + {number * last}", other]
    _insert(cursor, field.remote_field.through._meta.db_table, [own, other], values, f"{own} <= {last}")


def _copy_rows(cursor: Any, kind: Any, number: int, last: int) -> None:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
        [SearchRow._meta.db_table],
    )
    columns = [name for (name,) in cursor.fetchall() if name != "id"]
    changed = {"object_id": f"object_id + {number * last}", "slug": f"slug || '-{number}'"}
    values = [changed.get(column, f'"{column}"') for column in columns]
    where = f"kind = '{kind._meta.label_lower}' AND object_id <= {last}"
    _insert(cursor, SearchRow._meta.db_table, columns, values, where)


def _insert(cursor, table, columns, values, where):
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {where}")

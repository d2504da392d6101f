"""Several statements that all see the database as it was at one moment."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from collabfutures.curation.database.reading import here, read_from


@contextmanager
def one_state(using: str = DEFAULT_DB_ALIAS, seconds: float = 60) -> Iterator[None]:
    """Reads inside see one state, however long they take together; each statement may take so many seconds.

    Inside a transaction of somebody else's (a test's) there is nothing to begin: it sees what that one sees.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using), connection.cursor() as cursor:
            _begin(cursor, seconds)
            yield
    else:
        with _deferred(connection), transaction.atomic(using):
            yield


def in_turn(tasks: Mapping[Hashable, Callable[[], Any]]) -> dict[Any, Any]:
    """What each task reads, by its key."""
    return {key: task() for key, task in tasks.items()}


def side_by_side(tasks: Mapping[Hashable, Callable[[], Any]], seconds: float = 60) -> dict[Any, Any]:
    """The same, two at a time where the database has two processors: within `one_state`, of that very state."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return in_turn(tasks)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    waiting = iter(list(tasks.items()))
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(_beside, here(), snapshot, seconds, waiting)
        found = {key: task() for key, task in waiting}
        return found | beside.result()


def _beside(alias, snapshot, seconds, waiting):
    """Does what is waiting in the state of a transaction of another connection to the same server."""
    with read_from(alias), closing(connections[DEFAULT_DB_ALIAS]) as connection, transaction.atomic():
        with connection.cursor() as cursor:
            _begin(cursor, seconds)
            cursor.execute("SET TRANSACTION SNAPSHOT %s", [snapshot])
        return {key: task() for key, task in waiting}


def _begin(cursor, seconds):
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    cursor.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")


@contextmanager
def _deferred(connection):
    """Transactions of SQLite take the writer's lock as they begin (settings); one that only reads must not."""
    # Connecting sets the usual mode.
    connection.ensure_connection()
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual

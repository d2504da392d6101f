"""Several statements that all see the database as it was at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def one_state(using: str = DEFAULT_DB_ALIAS, seconds: int = 60) -> Iterator[None]:
    """Reads inside see one state, however long they take together; each statement may take so many seconds.

    Inside a transaction of somebody else's (a test's) there is nothing to begin: it sees what that one sees.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(f"SET LOCAL statement_timeout = {int(seconds) * 1000}")
            yield
    else:
        with _deferred(connection), transaction.atomic(using):
            yield


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

"""The functions that the triggers of SQLite call. PostgreSQL has its own, made by a migration."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from collabfutures.curation.search.folding import fold, stems


def teach_sqlite(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """For each new connection: `curation_fold(text)` and `curation_stems(text)`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("curation_fold", 1, fold, deterministic=True)
        connection.connection.create_function("curation_stems", 1, stems, deterministic=True)

"""The functions that the triggers of SQLite call. PostgreSQL has its own, made by a migration."""

from collabfutures.curation.search.folding import fold, stems


def teach_sqlite(sender, connection, **kwargs) -> None:
    """For each new connection: `curation_fold(text)` and `curation_stems(text)`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("curation_fold", 1, fold, deterministic=True)
        connection.connection.create_function("curation_stems", 1, stems, deterministic=True)

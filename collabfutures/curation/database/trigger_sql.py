"""The SQL that both databases share. Each dialect puts it into triggers in its own words."""

from collections.abc import Callable, Iterable

from collabfutures.curation.changes import Action
from collabfutures.curation.publication import State

PREFIX = "curation_trigger_"
ONCE_PUBLIC = f"('{State.PUBLISHED}', '{State.WITHDRAWN}')"
ROW_COLUMNS = "kind, object_id, slug, title, summary, folded, names, keywords, body"
RowSql = Callable[[str], str]
End = tuple[str, str, str]


def by_table(rows: list[tuple[str, str]]) -> dict[str, set[str]]:
    """{table: its columns} of (table, column) pairs."""
    tables: dict[str, set[str]] = {}
    for table, column in rows:
        tables.setdefault(table, set()).add(column)
    return tables


def differs(columns: Iterable[str]) -> str:
    """Whether an update changed one of the columns."""
    old, new = (", ".join(f"{alias}.{column}" for column in columns) for alias in ("OLD", "NEW"))
    return f"({old}) IS DISTINCT FROM ({new})"


# What an update or an insert did, as the log calls it. (On PostgreSQL OLD is NULL in an insert.)
ACTION = f"""CASE WHEN NEW.state = '{State.WITHDRAWN}' THEN '{Action.WITHDRAWN}'
WHEN NEW.state <> '{State.PUBLISHED}' THEN '{Action.REMOVED}'
WHEN OLD.state = '{State.PUBLISHED}' THEN '{Action.CHANGED}' ELSE '{Action.PUBLISHED}' END"""


def forget(label: str) -> str:
    return f"DELETE FROM curation_searchrow WHERE kind = '{label}' AND object_id = OLD.id;"


def remember(row: RowSql) -> str:
    """Writes NEW's search row if NEW is published. `row` gives the SELECT list for an alias."""
    return f"INSERT INTO curation_searchrow ({ROW_COLUMNS}) {row('NEW')} WHERE NEW.state = '{State.PUBLISHED}';"


_FORMER = "kind, slug, object_id, is_gone, withdrawn_at, withdrawn_reason"


def keep_address(label: str) -> str:
    """Remembers under which slug a record was known before; a slug that is public again is nobody's former one."""
    return f"""DELETE FROM curation_formeraddress WHERE kind = '{label}' AND OLD.slug <> NEW.slug
AND ((slug = NEW.slug AND NEW.state IN {ONCE_PUBLIC}) OR (slug = OLD.slug AND OLD.state IN {ONCE_PUBLIC}));
INSERT INTO curation_formeraddress ({_FORMER}) SELECT '{label}', OLD.slug, OLD.id, FALSE, NULL, ''
WHERE OLD.slug <> NEW.slug AND OLD.state IN {ONCE_PUBLIC};"""


def claim_address(label: str) -> str:
    """A slug under which a record becomes public is its own, and it is no longer merged into another. A draft claims
    nothing: who has no right to publish takes no address from readers."""
    return (
        f"DELETE FROM curation_formeraddress WHERE kind = '{label}' AND slug = NEW.slug "
        "AND NOT (is_gone AND object_id = NEW.id); "
        f"DELETE FROM curation_mergedrecord WHERE kind = '{label}' AND object_id = NEW.id;"
    )


def drop_addresses(label: str) -> str:
    """A record that is deleted takes its addresses along, unless it was withdrawn: then they go on saying so; or
    merged into another: then they go on leading there."""
    merged = f"SELECT 1 FROM curation_mergedrecord m WHERE m.kind = '{label}' AND m.object_id = OLD.id"
    ever = f"SELECT 1 FROM curation_formeraddress g WHERE g.kind = '{label}' AND g.object_id = OLD.id AND g.is_gone"
    return f"""DELETE FROM curation_formeraddress WHERE kind = '{label}' AND object_id = OLD.id
AND OLD.state <> '{State.WITHDRAWN}' AND NOT EXISTS ({ever}) AND NOT EXISTS ({merged});
DELETE FROM curation_formeraddress WHERE kind = '{label}' AND slug = OLD.slug AND OLD.state = '{State.WITHDRAWN}';
INSERT INTO curation_formeraddress ({_FORMER})
SELECT '{label}', OLD.slug, OLD.id, TRUE, OLD.withdrawn_at, OLD.withdrawn_reason
WHERE OLD.state = '{State.WITHDRAWN}';"""


def refill(table: str, row: RowSql) -> list[str]:
    """Writes the sort titles and the search rows of all records of a table at once."""
    folded = "curation_fold(title)"
    return [
        f"UPDATE {table} SET sort_title = {folded} WHERE sort_title <> {folded}",
        f"INSERT INTO curation_searchrow ({ROW_COLUMNS}) {row('this')} FROM {table} this "
        f"WHERE this.state = '{State.PUBLISHED}'",
    ]


def ends_are_public(ends: list[End], alias: str) -> str:
    """Whether every end of a link row is published. `ends` are (column, table, label) of its kinds."""
    tests = (
        f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = {alias}.{column} AND o.state = '{State.PUBLISHED}')"
        for column, table, _ in ends
    )
    return f"({' AND '.join(tests)})"

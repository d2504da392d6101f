"""The triggers in SQLite's words, and those that keep the FTS5 index in step with the search rows."""

from collabfutures.curation.database.trigger_sql import ONCE_PUBLIC, PREFIX, bump, ends_are_public, forget, remember

_INDEX_COLUMNS = "rowid, title, summary, keywords, body"
_INDEX = (
    f"""CREATE TRIGGER {PREFIX}searchrow_insert AFTER INSERT ON curation_searchrow BEGIN
INSERT INTO curation_searchindex ({_INDEX_COLUMNS})
VALUES (NEW.id, NEW.title, NEW.summary, NEW.keywords, NEW.body); END""",
    f"""CREATE TRIGGER {PREFIX}searchrow_delete AFTER DELETE ON curation_searchrow BEGIN
INSERT INTO curation_searchindex (curation_searchindex, {_INDEX_COLUMNS})
VALUES ('delete', OLD.id, OLD.title, OLD.summary, OLD.keywords, OLD.body); END""",
)
_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


NEEDS = {"curation_searchrow", "curation_searchindex"}
BUMP = bump()


def drop(cursor):
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in cursor.fetchall():
        if name.startswith(PREFIX):
            cursor.execute(f"DROP TRIGGER {name}")


def index_triggers():
    """They stand before the search rows are filled, so that filling the rows fills the index."""
    return [*_INDEX, "INSERT INTO curation_searchindex (curation_searchindex) VALUES ('rebuild')"]


def record_triggers(table, label, row):
    work = {
        "INSERT": [BUMP, remember(row)],
        "UPDATE": [BUMP, forget(label), remember(row)],
        "DELETE": [BUMP, forget(label)],
    }
    for event, aliases in _EVENTS.items():
        when = " OR ".join(f"{alias}.state IN {ONCE_PUBLIC}" for alias in aliases)
        yield _trigger(table, event, when, work[event])


def link_triggers(through, ends):
    for event, aliases in _EVENTS.items():
        when = " OR ".join(ends_are_public(ends, alias) for alias in aliases)
        yield _trigger(through, event, when, [BUMP])


def _trigger(table, event, when, statements):
    name = f"{PREFIX}{table}_{event.lower()}"
    return f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {when} BEGIN {' '.join(statements)} END"

"""The triggers in PostgreSQL's words: a function for each, and the triggers that call it."""

from collections.abc import Iterable, Iterator

from django.db.backends.utils import CursorWrapper

from collabfutures.curation.changes import Action
from collabfutures.curation.database.trigger_sql import (
    ACTION,
    ONCE_PUBLIC,
    PREFIX,
    End,
    RowSql,
    by_table,
    claim_address,
    differs,
    drop_addresses,
    ends_are_public,
    forget,
    keep_address,
    remember,
)

NEEDS = {"curation_searchrow", "curation_formeraddress", "curation_mergedrecord", "curation_change"}
AFTER, BEFORE = "AFTER INSERT OR UPDATE OR DELETE", "BEFORE INSERT OR UPDATE"
# The bits of pg_trigger.tgtype for these two, for each row.
_BITS = {AFTER: 29, BEFORE: 23}


def columns(cursor: CursorWrapper) -> dict[str, set[str]]:
    """{table: its columns} of the database as it stands."""
    cursor.execute(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped "
        "AND c.relnamespace = current_schema()::regnamespace"
    )
    return by_table(cursor.fetchall())


def drop(cursor: CursorWrapper) -> None:
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE starts_with(proname, %s) "
        "AND pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype",
        [PREFIX],
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function} CASCADE")


def installed(cursor: CursorWrapper) -> dict[str, str]:
    """{trigger: what it does} as the catalogue has it, without those that are switched off."""
    cursor.execute(
        "SELECT tgname, c.relname, tgtype, prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
        "JOIN pg_proc p ON p.oid = tgfoid "
        "WHERE starts_with(tgname, %s) AND tgenabled = 'O' AND c.relnamespace = current_schema()::regnamespace",
        [PREFIX],
    )
    return {name: f"{table} {bits} {source}" for name, table, bits, source in cursor.fetchall()}


def expected(triggers: list["Trigger"]) -> dict[str, str]:
    return {each.name: f"{each.table} {_BITS[each.when]} {each.source}" for each in triggers}


class Trigger:
    """One trigger and its function; `statements` make them."""

    def __init__(self, table: str, when: str, body: str, name: str = "") -> None:
        self.table, self.when = table, when
        self.name = f"{PREFIX}{name}{table}"
        self.source = f" BEGIN {body} END "

    @property
    def statements(self) -> list[str]:
        head = f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
        call = f"{self.when} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        return [f"{head} AS $${self.source}$$", f"CREATE TRIGGER {self.name} {call}"]


def index_triggers() -> list[Trigger]:
    """None: PostgreSQL computes its index from the search row itself."""
    return []


def index_refill() -> list[str]:
    return []


def note(label: str, key: str, slug: str, action: str, target: str = "''") -> str:
    """Writes a row of the log, which is numbered as the transaction commits (migration 0004)."""
    return f"PERFORM curation_note_change('{label}', {key}, {slug}, {action}, {target});"


def record_triggers(table: str, label: str, row: RowSql, public: Iterable[str]) -> Iterator[Trigger]:
    body = f"""IF TG_OP = 'UPDATE' THEN IF OLD.slug <> NEW.slug THEN {keep_address(label)} END IF; END IF;
IF TG_OP <> 'DELETE' THEN IF NEW.state IN {ONCE_PUBLIC} AND COALESCE(OLD.state NOT IN {ONCE_PUBLIC}, TRUE)
THEN {claim_address(label)} END IF; END IF;
IF TG_OP = 'DELETE' THEN {drop_addresses(label)} END IF;
IF COALESCE(NEW.state IN {ONCE_PUBLIC}, FALSE) OR COALESCE(OLD.state IN {ONCE_PUBLIC}, FALSE) THEN
IF TG_OP = 'DELETE' THEN {note(label, "OLD.id", "OLD.slug", f"'{Action.REMOVED}'")}
ELSIF TG_OP = 'INSERT' THEN {note(label, "NEW.id", "NEW.slug", ACTION)}
ELSIF {differs(public)} THEN
IF OLD.slug <> NEW.slug THEN {note(label, "OLD.id", "OLD.slug", f"'{Action.RENAMED}'", "NEW.slug")} END IF;
{note(label, "NEW.id", "NEW.slug", ACTION)}
END IF;
IF TG_OP <> 'INSERT' THEN {forget(label)} END IF;
IF TG_OP <> 'DELETE' THEN {remember(row)} END IF;
END IF; RETURN NULL;"""
    yield Trigger(table, AFTER, body)
    yield Trigger(table, BEFORE, "NEW.sort_title := curation_fold(NEW.title); RETURN NEW;", name="sort_")


def link_triggers(through: str, ends: list[End]) -> Iterator[Trigger]:
    work = {
        alias: f"IF {ends_are_public(ends, alias)} THEN {' '.join(_note_end(*end, alias) for end in ends)} END IF;"
        for alias in ("OLD", "NEW")
    }
    body = f"""IF TG_OP <> 'INSERT' THEN {work["OLD"]} END IF;
IF TG_OP <> 'DELETE' THEN {work["NEW"]} END IF; RETURN NULL;"""
    yield Trigger(through, AFTER, body)


def _note_end(column, table, label, alias):
    noted = f"curation_note_change('{label}', o.id, o.slug, '{Action.CHANGED}', '')"
    return f"PERFORM {noted} FROM {table} o WHERE o.id = {alias}.{column};"

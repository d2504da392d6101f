"""The triggers in PostgreSQL's words: one function and one trigger for each table."""

from collabfutures.curation.database.trigger_sql import ONCE_PUBLIC, PREFIX, bump, ends_are_public, forget, remember

NEEDS = {"curation_searchrow"}
_NOW = "pg_current_xact_id()::text::bigint"
BUMP = bump(_NOW, unless_done=f" WHERE curation_contentversion.last_transaction <> {_NOW}")


def drop(cursor):
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE starts_with(proname, %s) "
        "AND pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype",
        [PREFIX],
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function} CASCADE")


def index_triggers():
    """None: PostgreSQL computes its index from the search row itself."""
    return []


def record_triggers(table, label, row):
    body = f"""IF COALESCE(NEW.state IN {ONCE_PUBLIC}, FALSE) OR COALESCE(OLD.state IN {ONCE_PUBLIC}, FALSE) THEN
{BUMP}
IF TG_OP <> 'INSERT' THEN {forget(label)} END IF;
IF TG_OP <> 'DELETE' THEN {remember(row)} END IF;
END IF;"""
    return _trigger(table, body)


def link_triggers(through, ends):
    body = f"""IF {ends_are_public(ends, "OLD")} OR {ends_are_public(ends, "NEW")} THEN
{BUMP}
END IF;"""
    return _trigger(through, body)


def _trigger(table, body):
    name = f"{PREFIX}{table}"
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    yield f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"

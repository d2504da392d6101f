"""The triggers in PostgreSQL's words: one function and one trigger for each table."""

from collabfutures.curation.trigger_sql import BUMP, PUBLIC, ends_are_public, forget, remember


def drop(cursor, tables):
    cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE starts_with(proname, 'cf_')")
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function} CASCADE")


def start(cursor):
    """PostgreSQL computes its index from the search row itself."""


def record_triggers(table, label, row):
    body = f"""IF COALESCE(NEW.state IN {PUBLIC}, FALSE) OR COALESCE(OLD.state IN {PUBLIC}, FALSE) THEN
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
    yield f"CREATE FUNCTION cf_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    yield (
        f"CREATE TRIGGER cf_{table} AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION cf_{table}()"
    )

"""The SQL that both databases share. Each dialect puts it into triggers in its own words."""

from collabfutures.curation.publication import State

PREFIX = "curation_trigger_"
ONCE_PUBLIC = f"('{State.PUBLISHED}', '{State.WITHDRAWN}')"
ROW_COLUMNS = "kind, object_id, slug, title, summary, keywords, body"


def bump(number="0", unless_done=""):
    """Raises the content version. `number` is the SQL of the transaction's number, where the database has one."""
    return f"""INSERT INTO curation_contentversion (id, number, last_transaction, triggers)
VALUES (1, 1, {number}, '') ON CONFLICT (id) DO UPDATE
SET number = curation_contentversion.number + 1, last_transaction = {number}{unless_done};"""


def forget(label):
    return f"DELETE FROM curation_searchrow WHERE kind = '{label}' AND object_id = OLD.id;"


def remember(row):
    """Writes NEW's search row if NEW is published. `row` gives the SELECT list for an alias."""
    return f"INSERT INTO curation_searchrow ({ROW_COLUMNS}) {row('NEW')} WHERE NEW.state = '{State.PUBLISHED}';"


def refill(table, row):
    """Writes the search rows of all published records of a table at once."""
    published = f"this.state = '{State.PUBLISHED}'"
    return f"INSERT INTO curation_searchrow ({ROW_COLUMNS}) {row('this')} FROM {table} this WHERE {published}"


def ends_are_public(ends, alias):
    """Whether every end of a link row is public. `ends` are (column, table) pairs."""
    tests = (
        f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = {alias}.{column} AND o.state IN {ONCE_PUBLIC})"
        for column, table in ends
    )
    return f"({' AND '.join(tests)})"

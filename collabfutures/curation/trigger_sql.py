"""The SQL that both databases share, with placeholders for their own words."""

PUBLIC = "('published', 'withdrawn')"
ROW_COLUMNS = "kind, object_id, slug, title, summary, keywords, body"
BUMP = """INSERT INTO curation_contentversion (id, number) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET number = curation_contentversion.number + 1;"""


def forget(label):
    return f"DELETE FROM curation_searchrow WHERE kind = '{label}' AND object_id = OLD.id;"


def remember(row):
    """Writes NEW's search row if NEW is published. `row` gives the SELECT list for an alias."""
    return f"INSERT INTO curation_searchrow ({ROW_COLUMNS}) {row('NEW')} WHERE NEW.state = 'published';"


def refill(table, row):
    """Writes the search rows of all published records of a table at once."""
    return (
        f"INSERT INTO curation_searchrow ({ROW_COLUMNS}) {row('this')} FROM {table} this WHERE this.state = 'published'"
    )


def ends_are_public(ends, alias):
    """Whether every end of a link row is public. `ends` are (column, table) pairs."""
    tests = (
        f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = {alias}.{column} AND o.state IN {PUBLIC})"
        for column, table in ends
    )
    return f"({' AND '.join(tests)})"

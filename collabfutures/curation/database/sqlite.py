"""The triggers in SQLite's words, and those that keep the FTS5 index in step with the search rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
from collabfutures.curation.publication import State

NEEDS = {
    "curation_searchrow",
    "curation_searchindex",
    "curation_formeraddress",
    "curation_mergedrecord",
    "curation_change",
}
_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_INDEX = """INSERT INTO curation_searchindex (rowid, title, summary, keywords, body, words, labels)
VALUES (NEW.id, curation_stems(NEW.title || ' ' || NEW.names), curation_stems(NEW.summary),
curation_stems(NEW.keywords), curation_stems(NEW.body),
curation_fold(NEW.title || ' ' || NEW.names || ' ' || NEW.summary || ' ' || NEW.keywords || ' ' || NEW.body),
curation_fold(NEW.title || ' ' || NEW.names));"""


def columns(cursor: CursorWrapper) -> dict[str, set[str]]:
    """{table: its columns} of the database as it stands."""
    cursor.execute("SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'")
    return by_table(cursor.fetchall())


def drop(cursor: CursorWrapper) -> None:
    for name in installed(cursor):
        cursor.execute(f"DROP TRIGGER {name}")


def installed(cursor: CursorWrapper) -> dict[str, str]:
    """{trigger: its statement} as the catalogue has it."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, %s) = %s", [len(PREFIX), PREFIX]
    )
    return dict(cursor.fetchall())


def expected(triggers: list["Trigger"]) -> dict[str, str]:
    return {each.name: each.statements[0] for each in triggers}


@dataclass
class Trigger:
    """One trigger for one event of a table. `when` is the condition on the row; empty for every row."""

    table: str
    event: str
    when: str
    actions: list[str]
    name_part: str = ""

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.name_part}{self.table}_{self.event.partition(' ')[0].lower()}"

    @property
    def statements(self) -> list[str]:
        condition = f" WHEN {self.when}" if self.when else ""
        return [
            f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table}{condition} "
            f"BEGIN {' '.join(self.actions)} END"
        ]


def index_triggers() -> list[Trigger]:
    """They stand before the search rows are filled, so that filling the rows fills the index."""
    return [
        Trigger("curation_searchrow", "INSERT", "", [_INDEX]),
        Trigger("curation_searchrow", "DELETE", "", ["DELETE FROM curation_searchindex WHERE rowid = OLD.id;"]),
    ]


def index_refill() -> list[str]:
    return ["DELETE FROM curation_searchindex"]


def note(label: str, key: str, slug: str, action: str, target: str = "''", rows: str = "") -> list[str]:
    """Writes a row of the log. `rows` is what follows a SELECT: where its columns come from, and under which condition.

    Only one connection writes at a time, so that the number can be drawn at once.
    """
    found = f"SELECT {slug} {rows}"
    key_of = f"(SELECT {key} {rows})"
    number = "SELECT number FROM curation_contentversion"
    # The index on the numbers holds no empty one, and is used only where the question says so too.
    newest = "SELECT MAX(number) FROM curation_change WHERE number IS NOT NULL"
    return [
        f"""INSERT INTO curation_contentversion (id, number, epoch)
SELECT 1, 1 + COALESCE(({newest}), 0), lower(hex(randomblob(16))) {rows or "WHERE TRUE"}
ON CONFLICT (id) DO UPDATE SET number = curation_contentversion.number + 1;""",
        f"DELETE FROM curation_change WHERE kind = '{label}' AND slug = ({found}) AND object_id = {key_of};",
        f"""INSERT INTO curation_change (number, kind, object_id, slug, action, target, moment)
SELECT ({number}), '{label}', {key}, {slug}, {action}, {target}, strftime('%Y-%m-%d %H:%M:%f000', 'now') {rows};""",
    ]


def record_triggers(table: str, label: str, row: RowSql, public: Iterable[str]) -> Iterator[Trigger]:
    made = f"CASE WHEN NEW.state = '{State.PUBLISHED}' THEN '{Action.PUBLISHED}' ELSE '{Action.WITHDRAWN}' END"
    if_changed = f"WHERE {differs(public)}"
    renamed = note(label, "OLD.id", "OLD.slug", f"'{Action.RENAMED}'", "NEW.slug", "WHERE OLD.slug <> NEW.slug")
    work = {
        "INSERT": [*note(label, "NEW.id", "NEW.slug", made), remember(row)],
        "UPDATE": [
            *renamed,
            *note(label, "NEW.id", "NEW.slug", ACTION, rows=if_changed),
            forget(label),
            remember(row),
        ],
        "DELETE": [*note(label, "OLD.id", "OLD.slug", f"'{Action.REMOVED}'"), forget(label)],
    }
    for event, aliases in _EVENTS.items():
        when = " OR ".join(f"{alias}.state IN {ONCE_PUBLIC}" for alias in aliases)
        yield Trigger(table, event, when, work[event])
    public = f"NEW.state IN {ONCE_PUBLIC}"
    yield Trigger(table, "INSERT", public, [claim_address(label)], "address_")
    yield Trigger(
        table, "UPDATE OF state", f"{public} AND OLD.state NOT IN {ONCE_PUBLIC}", [claim_address(label)], "claim_"
    )
    yield Trigger(table, "UPDATE OF slug", "", [keep_address(label)], "address_")
    yield Trigger(table, "DELETE", "", [drop_addresses(label)], "address_")
    for event in ("INSERT", "UPDATE OF title"):
        fold = f"UPDATE {table} SET sort_title = curation_fold(NEW.title) WHERE id = NEW.id;"
        yield Trigger(table, event, "NEW.sort_title <> curation_fold(NEW.title)", [fold], "sort_")


def link_triggers(through: str, ends: list[End]) -> Iterator[Trigger]:
    for event, aliases in _EVENTS.items():
        for alias in aliases:
            work = [line for end in ends for line in _note_end(*end, alias)]
            part = "before_" if (event, alias) == ("UPDATE", "OLD") else ""
            yield Trigger(through, event, ends_are_public(ends, alias), work, part)


def _note_end(column, table, label, alias):
    return note(label, "o.id", "o.slug", f"'{Action.CHANGED}'", rows=f"FROM {table} o WHERE o.id = {alias}.{column}")

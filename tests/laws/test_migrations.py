"""A migration is run while the last release answers: it adds, and what is no longer used goes one release later."""

import pytest
from django.conf import settings
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django_migration_linter.sql_analyser import analyse_sql_statements, get_sql_analyser_class

OURS = ("curation", "seminars", "findings", "signin")
# On SQLite a table is made anew whatever changes, with the site stopped.
on_postgresql = pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="only PostgreSQL is upgraded while it answers"
)
pytestmark = [pytest.mark.django_db, on_postgresql]
ADDED = migrations.AddField("theme", "invented", models.TextField(null=True))
NEEDED = migrations.AddField("theme", "invented", models.TextField(default=""))
TAKEN = migrations.RemoveField("theme", "title")
RENAMED = migrations.RenameField("theme", "title", "name")


def wrong(migration, state):
    """The codes of what the last release could not go on with."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    analyser = get_sql_analyser_class(settings.DATABASES["default"]["ENGINE"])
    errors, _, _ = analyse_sql_statements(analyser, editor.collected_sql)
    return sorted({error.code for error in errors})


def loader():
    return MigrationExecutor(connection).loader


def test_no_migration_takes_away_what_the_last_release_needs():
    found = loader()
    # What makes the tables of a new base has no release before it.
    ours = [(key, each) for key, each in found.disk_migrations.items() if key[0] in OURS and not each.initial]
    told = {key: wrong(each, found.project_state(each.dependencies)) for key, each in ours if key in found.graph.nodes}
    assert told == {key: [] for key in told}


@pytest.mark.parametrize(("operation", "is_taken"), [(ADDED, True), (NEEDED, False), (TAKEN, False), (RENAMED, False)])
def test_what_takes_away_or_demands_is_noticed(operation, is_taken):
    migration = migrations.Migration("invented", "seminars")
    migration.operations = [operation]
    assert (wrong(migration, loader().project_state()) == []) is is_taken

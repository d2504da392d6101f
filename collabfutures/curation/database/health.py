"""Is the database in the state that this release needs? Asked by the readiness probe and by `manage.py check`."""

import math
import time
from collections.abc import Iterable
from typing import Any

from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from collabfutures.curation.database import triggers
from collabfutures.curation.database.faults import is_over_its_time
from collabfutures.curation.database.snapshots import one_state
from collabfutures.curation.models import SearchRow, kinds
from collabfutures.curation.unions import constant, counted, union_all
from collabfutures.curation.versions import ContentVersion

# A probe has five seconds for all that it looks at, and counting is the least of it.
COUNT_SECONDS = 0.6
# {the version at which search rows and public records were last found equal in number: when}.
found_in_step: dict[tuple[int, str], float] = {}
# Rows may be lost without a change to any record: so often they are counted again.
AGAIN_SECONDS = 60
ADVICE = "Run `manage.py migrate`; if that does not help, `manage.py rebuild_search`."


def check_triggers(app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckWarning]:
    """A system check: are the triggers those that the installed kinds need?

    A warning and no error: `migrate` checks the database first and would refuse the very run that heals it. While
    migrations wait, they differ by nature.
    """
    return [
        CheckWarning(
            f"Triggers of {alias} differ from what they should be: {', '.join(names[:3])}, …",
            hint=ADVICE,
            id="curation.W001",
        )
        for alias in databases or []
        if not _waiting(alias) and (names := _missing(alias))
    ]


def _missing(alias):
    with connections[alias].cursor() as cursor:
        return triggers.missing(cursor)


def _waiting(alias):
    executor = MigrationExecutor(connections[alias])
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def faults(alias: str = DEFAULT_DB_ALIAS) -> list[str]:
    """What keeps this database from being served, each in one sentence; an empty list while it is ready."""
    waiting = _waiting(alias)
    if waiting:
        return [f"{len(waiting)} migrations are not applied. {ADVICE}"]
    names = _missing(alias)
    found = [f"{len(names)} triggers differ from what they should be. {ADVICE}"] if names else []
    return found + ([f"Search rows and public records differ in number. {ADVICE}"] if _out_of_step() else [])


def _out_of_step():
    """Counting a million takes longer than a probe may. What has been found in step is not counted again for a while
    unless something changes, and what cannot be counted even so is no fault that anybody saw."""
    version = ContentVersion.now()
    if time.monotonic() - found_in_step.get(version, -math.inf) >= AGAIN_SECONDS:
        try:
            with one_state(seconds=COUNT_SECONDS):
                public = sum(number for _, number in union_all(_published()))
                if public != SearchRow.objects.count():
                    return True
        except OperationalError as error:
            if not is_over_its_time(error):
                raise
            return False
        found_in_step.clear()
        found_in_step[version] = time.monotonic()
    return False


def _published():
    return [counted(kind.objects.published(), constant("")) for kind in kinds()]

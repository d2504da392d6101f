"""Writing the many-to-many links of many records at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from collabfutures.curation.revisions.linked import link_table

# (relation, key of the record, key of the other end)
Link = tuple[str, int, Any]


def add_links(model: type[Model], links: Iterable[Link]) -> None:
    """Writes links that are not there yet: one query a relation."""
    rows = defaultdict(list)
    for name, record, key in links:
        through, source, target = link_table(model, name)
        rows[through].append(through(**{source: record, target: key}))
    for through, made in rows.items():
        through._base_manager.bulk_create(made)


def remove_links(model: type[Model], links: Iterable[Link]) -> None:
    """Removes links: one query for each record and relation."""
    gone = defaultdict(list)
    for name, record, key in links:
        gone[name, record].append(key)
    for (name, record), keys in gone.items():
        through, source, target = link_table(model, name)
        through._base_manager.filter(**{source: record, f"{target}__in": keys}).delete()

"""Reading and writing the many-to-many links of many records at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

# (relation, key of the record, key of the other end)
Link = tuple[str, int, Any]


def link_keys(model: type[Model], records: Iterable[int], names: Iterable[str]) -> dict[int, dict[str, list[Any]]]:
    """{record: {relation: keys}}, sorted: one query a relation."""
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    records = list(records)
    for name in sorted(names) if records else ():
        through, source, target = _table(model, name)
        rows = through._base_manager.filter(**{f"{source}__in": records}).values_list(source, target)
        # Sorted here: a database sorts texts in its own way.
        for record, key in sorted(rows):
            found[record][name].append(key)
    return found


def add_links(model: type[Model], links: Iterable[Link]) -> None:
    """Writes links that are not there yet: one query a relation."""
    rows = defaultdict(list)
    for name, record, key in links:
        through, source, target = _table(model, name)
        rows[through].append(through(**{source: record, target: key}))
    for through, made in rows.items():
        through._base_manager.bulk_create(made)


def remove_links(model: type[Model], links: Iterable[Link]) -> None:
    """Removes links: one query for each record and relation."""
    gone = defaultdict(list)
    for name, record, key in links:
        gone[name, record].append(key)
    for (name, record), keys in gone.items():
        through, source, target = _table(model, name)
        through._base_manager.filter(**{source: record, f"{target}__in": keys}).delete()


def _table(model, name):
    """(model, column of the record, column of the other end) of the table behind a relation."""
    field = model._meta.get_field(name)
    through = field.remote_field.through
    ends = (through._meta.get_field(end).attname for end in (field.m2m_field_name(), field.m2m_reverse_field_name()))
    return through, *ends

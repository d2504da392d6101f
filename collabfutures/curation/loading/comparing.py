"""What does a record say now, in the form in which it is compared with what a loader wants?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models

from collabfutures.curation.models import Record
from collabfutures.curation.tidy import tidied

# {relation: keys}, sorted
LinkKeys = Mapping[str, list[Any]]


def stored(record: Record, name: str, value: Any) -> Any:
    """A value as its column keeps it: texts tidied, identifiers in their one form."""
    field: Any = record._meta.get_field(name)
    return field.to_python(tidied(value)) if isinstance(value, str) and not field.is_relation else value


def plain(value: Any) -> Any:
    """A value in the form in which `loaded` keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def is_empty(value: Any) -> bool:
    return value in (None, "", [], {})


def said(record: Record, links: LinkKeys, names: Iterable[str]) -> dict[str, Any]:
    """What the record says in these fields, in the form in which `loaded` keeps it."""
    return {name: links.get(name, []) if is_many(record, name) else plain(getattr(record, name)) for name in names}


def is_many(record: Record, name: str) -> bool:
    return bool(record._meta.get_field(name).many_to_many)

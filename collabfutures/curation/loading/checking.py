"""Checks new records before they are written, with one query for all."""

from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from collabfutures.curation.models import Record


def check(record: Record) -> None:
    """Everything that is known without a query: whatever a loader relates a record to is saved."""
    columns: Any = record._meta.concrete_fields
    related = {field.name for field in columns if field.is_relation and field.is_cached(record)}
    record.full_clean(exclude=related, validate_unique=False, validate_constraints=False)


def refuse_taken(model: Any, records: Iterable[Record]) -> None:
    """No two records have one value in a unique column: asked of the database once for all."""
    fields = [field for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    wanted = {field: [value for record in records if (value := getattr(record, field.attname))] for field in fields}
    asked = [Q(**{f"{field.name}__in": values}) for field, values in wanted.items() if values]
    rows = model._base_manager.filter(reduce(or_, asked)).values(*(field.attname for field in fields)) if asked else ()
    for field, values in wanted.items():
        counts = Counter([*values, *{row[field.attname] for row in rows}])
        taken = [value for value in values if counts[value] > 1]
        if taken:
            kind = model._meta.verbose_name
            raise ValidationError(f"Another {kind} has the {field.verbose_name} “{taken[0]}” already.")

"""The lines that are a part of a record, such as what a seminar showed of each discourse."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CASCADE, UniqueConstraint

from collabfutures.curation.relations import is_kind


def line_relations(model: Any) -> Iterator[Any]:
    """The relations backwards to rows that are a part of a record: they go with it, and are no records themselves."""
    for relation in model._meta.related_objects:
        row = relation.related_model
        is_part = relation.one_to_many and relation.on_delete is CASCADE and not row._meta.auto_created
        if is_part and not is_kind(row):
            yield relation


def line_fields(relation: Any) -> list[Any]:
    """The columns of a line, without its key and the record that it belongs to."""
    fields = relation.related_model._meta.concrete_fields
    return [field for field in fields if not field.primary_key and field is not relation.field]


def line_key(relation: Any) -> tuple[str, ...]:
    """The names of the columns that tell the lines of one record apart."""
    rules = (rule for rule in relation.related_model._meta.constraints if isinstance(rule, UniqueConstraint))
    own = next(rule.fields for rule in rules if relation.field.name in rule.fields)
    return tuple(name for name in own if name != relation.field.name)

"""What other records tie to one, and lose where it is deleted."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import SET_NULL

from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.linked import many

# {“app.model.relation”: keys}
Ties = dict[str, list[int]]


def ties_of_others(record: Any) -> Ties:
    """{“app.model.relation”: keys} of records that tie themselves to this one, and lose that where it is deleted."""
    found = {}
    for relation in record._meta.related_objects:
        field, other = relation.field, relation.related_model
        is_lost = relation.many_to_many or getattr(relation, "on_delete", None) is SET_NULL
        if is_kind(other) and is_lost and (not relation.many_to_many or field.name in many(other)):
            keys = other._base_manager.filter(**{field.name: record.pk}).order_by("pk").values_list("pk", flat=True)
            if keys := list(keys):
                found[f"{other._meta.label_lower}.{field.name}"] = keys
    return found


def tie_again(record: Any, ties: Ties) -> None:
    """Has the records that were tied to this one, and are there still, be tied to it again."""
    for model, name, keys in tied(ties):
        field: Any = _field(model, name)
        for each in model._base_manager.filter(pk__in=keys) if field else ():
            if field.many_to_many:
                getattr(each, name).add(record)
            elif getattr(each, field.attname) is None:
                model._base_manager.filter(pk=each.pk).update(**{name: record})


def tied(ties: Ties) -> Iterator[tuple[Any, str, list[int]]]:
    """(kind, relation, keys) of the records that are, or were, tied to one."""
    for path, keys in ties.items():
        label, _, name = path.rpartition(".")
        yield apps.get_model(label), name, keys


def renew_tokens(ties: Ties) -> None:
    """A form of a record that loses a tie, or has one back, was opened on another version."""
    for model, _, keys in tied(ties):
        model._base_manager.filter(pk__in=keys).update(token=uuid.uuid4())


def _field(model, name):
    """The relation of that name, or None where the model has it no longer."""
    return next((field for field in model._meta.get_fields() if field.name == name), None)

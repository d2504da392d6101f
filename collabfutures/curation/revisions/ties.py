"""What other records tie to one, and lose where it is deleted."""

from typing import Any

from django.apps import apps
from django.db.models import SET_NULL

from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.linked import many


def ties_of_others(record: Any) -> dict[str, list[int]]:
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


def tie_again(record: Any, ties: dict[str, list[int]]) -> None:
    """Has the records that were tied to this one, and are there still, be tied to it again."""
    for path, keys in ties.items():
        label, _, name = path.rpartition(".")
        field: Any = _field(apps.get_model(label), name)
        for each in field.model._base_manager.filter(pk__in=keys) if field else ():
            if field.many_to_many:
                getattr(each, name).add(record)
            elif getattr(each, field.attname) is None:
                setattr(each, name, record)
                each.save(update_fields=[name])


def _field(model, name):
    """The relation of that name, or None where the model has it no longer."""
    return next((field for field in model._meta.get_fields() if field.name == name), None)

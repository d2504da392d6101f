"""Makes a record say what it said before."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.content import Content, columns
from collabfutures.curation.revisions.lines import line_fields, line_key, line_relations
from collabfutures.curation.revisions.linked import many


def put(record: Any, content: Content) -> list[str]:
    """Saves a record so that it says this; says, in words, what could not be put since it is gone.

    Raises ValidationError where it cannot say this: where another record has its place now.

    What the content does not name stays as it is, and what the model no longer has is passed over.
    """
    lost = _put_columns(record, content)
    record.full_clean()
    record.save(force_insert=record._state.adding)
    for name in (name for name in many(type(record)) if name in content):
        there = _there(record._meta.get_field(name).related_model, content[name])
        gone = len(content[name]) - len(there)
        lost += [f"{gone} of its {_called(record, name)}"] if gone else []
        getattr(record, name).set(there)
    for relation in line_relations(type(record)):
        if relation.get_accessor_name() in content:
            lost += _put_lines(record, relation, content[relation.get_accessor_name()])
    return lost


def _put_columns(record, content):
    lost = []
    for field in columns(type(record), whole=True):
        if field.name in content:
            value = field.to_python(content[field.name])
            if value is not None and is_kind(field.related_model) and not _there(field.related_model, [value]):
                if not field.null:
                    raise ValidationError(f"The {_called(record, field.name)} that it belongs to is gone.")
                lost, value = [*lost, f"its {_called(record, field.name)}"], None
            setattr(record, field.attname, value)
    return lost


def _put_lines(record, relation, lines):
    """Lines that are there already are changed, not written anew: they keep their place."""
    fields = {field.name: field for field in line_fields(relation)}
    names = [fields[name].attname for name in line_key(relation)]
    wanted = {}
    for line in lines:
        values = {fields[name].attname: fields[name].to_python(line[name]) for name in line if name in fields}
        if all(values.get(name) is not None for name in names) and _has_ends(fields.values(), values):
            wanted[tuple(values[name] for name in names)] = values
    lost = len(lines) - len(wanted)
    rows = getattr(record, relation.get_accessor_name())
    for row in rows.all():
        values = wanted.pop(tuple(getattr(row, name) for name in names), None)
        if values is None:
            row.delete()
        else:
            rows.filter(pk=row.pk).update(**values)
    for values in wanted.values():
        rows.create(**values)
    return [f"{lost} of its {relation.related_model._meta.verbose_name_plural}"] if lost else []


def _has_ends(fields, values):
    """Whether the records that a line names are still there."""
    ends = [(field.related_model, values.get(field.attname)) for field in fields if field.is_relation]
    return all(key is None or _there(model, [key]) for model, key in ends)


def _there(model: Any, keys: Iterable[int]) -> list[int]:
    return list(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))


def _called(record, name):
    return str(record._meta.get_field(name).verbose_name)

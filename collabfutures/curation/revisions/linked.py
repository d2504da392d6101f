"""What is tied to records beyond their own columns: links to many others, lines, and what others tie to them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Model
from django.db.models.functions import Cast

from collabfutures.curation.unions import constant, union_all

# {record: {relation: keys}}
Linked = dict[int, dict[str, list[Any]]]


def link_table(model: type[Model], name: str) -> tuple[Any, str, str]:
    """(model, column of the record, column of the other end) of the table behind a relation to many."""
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    ends = (field.m2m_field_name(), field.m2m_reverse_field_name())
    return (through, *(through._meta.get_field(end).attname for end in ends))


def many(model: Any) -> list[str]:
    """The relations of a kind to many others whose rows say nothing but who is tied to whom."""
    fields = model._meta.local_many_to_many
    return [field.name for field in fields if field.remote_field.through._meta.auto_created]


def linked_keys(model: type[Model], records: Iterable[int], names: Iterable[str]) -> Linked:
    """The keys that each record is tied to by each relation, sorted; one query for all."""
    found: Linked = defaultdict(lambda: defaultdict(list))
    records, arms, kinds = list(records), [], {}
    for name in sorted(names) if records else ():
        through, source, target = link_table(model, name)
        rows = through._base_manager.filter(**{f"{source}__in": records}).order_by()
        # Some keys are numbers and some are names; one query holds them all as text.
        arms.append(rows.values_list(constant(name), source, Cast(target, CharField())))
        field: Any = model._meta.get_field(name)
        kinds[name] = field.related_model._meta.pk
    # Sorted here: a database sorts texts in its own way.
    for name, record, key in sorted(
        (name, record, kinds[name].to_python(key)) for name, record, key in union_all(arms)
    ):
        found[record][name].append(key)
    return found

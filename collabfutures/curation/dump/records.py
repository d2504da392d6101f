"""Writes the records of a dump as they were: keys, stamps, links and lines."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from collabfutures.curation.dump.stored import many_fields, stored_fields
from collabfutures.curation.fields import FoldedField
from collabfutures.curation.publication import State
from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.lines import line_fields, line_relations
from collabfutures.curation.revisions.linked import link_table

# {kind: {slug: key}}
Keys = dict[Any, dict[str, int]]


class RecordTaker:
    """Of one kind. Links may lead to records that are written later: the keys of all are known."""

    def __init__(self, model: Any, keys: Keys) -> None:
        self.model, self.keys = model, keys

    def take(self, rows: Iterable[dict]) -> int:
        number = 0
        for row in rows:
            number += 1
            self._record(row).save_base(raw=True, force_insert=True)
            for field in many_fields(self.model):
                self._tie(field, row["id"], row[field.name])
            for relation in line_relations(self.model):
                self._write_lines(relation, row["id"], row[relation.get_accessor_name()])
        return number

    def _record(self, row):
        """Raw: no stamp is set and nothing tidied. It is a new record all the same, to whoever has a form open."""
        record = self.model(pk=row["id"], state=State.PUBLISHED, token=uuid.uuid4(), created_at=timezone.now())
        for field in stored_fields(self.model):
            setattr(record, field.attname, self._value(field, row[field.name]))
        for field in (each for each in self.model._meta.concrete_fields if isinstance(each, FoldedField)):
            field.pre_save(record, add=True)
        record.updated_at = self.model._meta.get_field("updated_at").to_python(row["updated_at"])
        return record

    def _value(self, field: Any, value: Any) -> Any:
        if is_kind(field.related_model):
            return value and self.keys[field.related_model][value]
        target = field.related_model._meta.pk if field.related_model else field
        return target.to_python(value)

    def _tie(self, field, key, ends):
        through, source, target = link_table(self.model, field.name)
        made = [through(**{source: key, target: self._value(field, end)}) for end in ends]
        if not is_kind(field.related_model):
            # Plain rows, such as years, are nothing but their keys.
            new = [field.related_model(pk=self._value(field, end)) for end in ends]
            field.related_model._base_manager.bulk_create(new, ignore_conflicts=True)
        through._base_manager.bulk_create(made)

    def _write_lines(self, relation, key, lines):
        rows = (dict(self._line(relation, line)) for line in lines)
        relation.related_model._base_manager.bulk_create(
            relation.related_model(**{relation.field.attname: key}, **row) for row in rows
        )

    def _line(self, relation: Any, line: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for field in line_fields(relation):
            yield field.attname, self._value(field, line[field.name])

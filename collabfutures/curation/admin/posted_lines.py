"""The lines below a form that somebody else has changed since it was opened: theirs and what was typed, as one.

Lines are told apart by what they are about. What only one of the two added, changed or took out is taken; a line that
both changed is asked about. The form is then sent on as if it had been opened on what is stored by now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from collabfutures.curation.admin.formsets import MOST_LINES
from collabfutures.curation.revisions.content import Content, plain
from collabfutures.curation.revisions.lines import line_fields, line_key, line_relations
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.merged import merged
from collabfutures.curation.tidy import tidied

Line = dict[str, Any]
# More lines than a person adds to a form.
MOST_TYPED = 200


@dataclass(frozen=True)
class Inline:
    """An inline as a form posts it: rows of a model, tied to the record by `own`, told apart by `key`.

    `is_set` says that its rows say nothing but who is tied to whom: a content has their keys alone.
    """

    name: str
    rows: Any
    own: str
    key: tuple[str, ...]
    fields: tuple[Any, ...]
    is_set: bool

    @property
    def prefix(self) -> str:
        accessor: str = self.rows._meta.get_field(self.own).remote_field.get_accessor_name(model=self.rows)
        return accessor.replace("+", "")

    def as_lines(self, said: Any) -> list[Line]:
        return [{self.key[0]: key} for key in said] if self.is_set else said

    def as_content(self, lines: Iterable[Line]) -> Any:
        return sorted(line[self.key[0]] for line in lines) if self.is_set else list(lines)

    def by_key(self, said: Any) -> dict[tuple, Line]:
        return {tuple(line.get(name) for name in self.key): line for line in self.as_lines(said)}

    def typed(self, data: Any) -> Any:
        """What a form says, as a content does. Raises ValueError or ValidationError for what cannot be read.

        That holds for a line that does not say what it is about, and for two about one thing: Django refuses them.
        """
        found, total = [], int(data[f"{self.prefix}-TOTAL_FORMS"])
        if total > MOST_TYPED:
            raise ValueError(total)
        for number in range(total):
            start = f"{self.prefix}-{number}-"
            line = {field.name: _value(field, data.get(f"{start}{field.name}", "")) for field in self.fields}
            if not data.get(f"{start}DELETE") and not self._is_blank(line):
                found.append(line)
        keys = [tuple(line[name] for name in self.key) for line in found]
        if len({*keys}) < len(keys) or any(part in (None, "") for key in keys for part in key):
            raise ValueError(keys)
        return self.as_content(found)

    def _is_blank(self, line):
        return all(line[field.name] in (None, "", plain(field.get_default())) for field in self.fields)


def _value(field, text):
    if field.is_relation:
        return field.target_field.to_python(text) if text else None
    return plain(field.to_python(tidied(text)))


def inlines(model: Any) -> Iterator[Inline]:
    """The inlines that a form of the kind may have."""
    for relation in line_relations(model):
        fields = tuple(line_fields(relation))
        name = relation.get_accessor_name()
        yield Inline(name, relation.related_model, relation.field.name, line_key(relation), fields, False)
    for name in many(model):
        field: Any = model._meta.get_field(name)
        other = field.m2m_reverse_field_name()
        rows = field.remote_field.through
        yield Inline(name, rows, field.m2m_field_name(), (other,), (rows._meta.get_field(other),), True)


@dataclass
class Lines:
    """The lines of one inline: as the form was opened, as they are stored by now, and as they were typed."""

    record: Any
    inline: Inline
    base: Any
    theirs: Any
    data: Any

    @cached_property
    def typed(self) -> Any:
        """What the form says, which is what it was opened on where it does not have the inline."""
        return self.inline.typed(self.data) if self.is_sent else self.base

    @property
    def is_sent(self) -> bool:
        return f"{self.inline.prefix}-TOTAL_FORMS" in self.data

    @property
    def is_readable(self) -> bool:
        """Whether the form showed every line, and what was typed can be read."""
        try:
            return max(map(len, (self.base, self.theirs, self.stored))) <= MOST_LINES and self.typed is not None
        except (ValueError, ValidationError):
            return False

    @property
    def clash(self) -> bool:
        """Whether both made something else of one line."""
        base, theirs, mine = (self.inline.by_key(said) for said in (self.base, self.theirs, self.typed))
        touched = {key for key in {*base, *mine} if base.get(key) != mine.get(key)}
        return any(theirs.get(key) not in (base.get(key), mine.get(key)) for key in touched)

    @cached_property
    def stored(self) -> list[Any]:
        """The rows that the record has."""
        rows = self.inline.rows._base_manager.filter(**{self.inline.own: self.record.pk})
        return list(rows.order_by("pk")[: MOST_LINES + 1])

    def sent_on(self) -> Any:
        """The posted data with both together on the rows that the record has; of a line that both changed, ours."""
        name, start = self.inline.name, f"{self.inline.prefix}-"
        said = merged(type(self.record), {name: self.base}, {name: self.typed}, {name: self.theirs})[name]
        found, wanted = self.data.copy(), self.inline.by_key(said)
        for key in [key for key in found if key.startswith(start)]:
            del found[key]
        for number, row in enumerate(self.stored):
            line = {field.name: plain(getattr(row, field.attname)) for field in self.inline.fields}
            kept = wanted.pop(tuple(line[each] for each in self.inline.key), None)
            found.update(_posted(f"{start}{number}-", kept or line, row.pk, is_gone=kept is None))
        for number, line in enumerate(wanted.values(), len(self.stored)):
            found.update(_posted(f"{start}{number}-", line))
        sizes = {"TOTAL": len(self.stored) + len(wanted), "INITIAL": len(self.stored), "MIN_NUM": 0, "MAX_NUM": 1_000}
        found.update({f"{start}{size}_FORMS": str(number) for size, number in sizes.items()})
        return found


def _posted(start, line, key="", is_gone=False):
    """A line as a browser sends it."""
    values = {**line, "id": key, **({"DELETE": "on"} if is_gone else {})}
    return {f"{start}{name}": "" if value is None else str(value) for name, value in values.items()}


def changed_lines(record: Any, base: Content, theirs: Content, data: Any) -> dict[str, Lines]:
    """{relation: Lines} of the inlines that somebody has changed since the form was opened."""
    return {
        each.name: Lines(record, each, base[each.name], theirs[each.name], data)
        for each in inlines(type(record))
        if each.name in base and base[each.name] != theirs.get(each.name, base[each.name])
    }

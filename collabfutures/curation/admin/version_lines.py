"""The lines below a form as an earlier version of the record has them."""

from dataclasses import dataclass
from typing import Any

from collabfutures.curation.revisions.content import Content
from collabfutures.curation.revisions.lines import line_key, line_relations
from collabfutures.curation.revisions.linked import many


@dataclass(frozen=True)
class Lines:
    """The lines of one inline in a version: the names of the columns that tell them apart, and the lines."""

    key: tuple[str, ...]
    lines: list[dict[str, Any]]

    def by_key(self) -> dict[tuple, dict[str, Any]]:
        return {tuple(line.get(name) for name in self.key): line for line in self.lines}


def lines_of(model: Any, row: Any, content: Content) -> Lines | None:
    """What a version says in the inline of `row`; None where its rows are records of their own."""
    for relation in line_relations(model):
        if relation.related_model is row and relation.get_accessor_name() in content:
            return Lines(line_key(relation), content[relation.get_accessor_name()])
    for name in many(model):
        field: Any = model._meta.get_field(name)
        if field.remote_field.through is row and name in content:
            other = field.m2m_reverse_field_name()
            return Lines((other,), [{other: key} for key in content[name]])
    return None

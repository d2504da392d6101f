"""What are the records called that a content names by their keys?"""

from collections.abc import Iterable
from typing import Any

from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.content import Content, columns
from collabfutures.curation.revisions.lines import line_relations
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.revision import Revision


class Titles:
    """What the records are called that some contents name; one that was deleted as it was called last."""

    def __init__(self, model: Any, contents: Iterable[Content], names: set[str]) -> None:
        wanted: dict[Any, set] = {}
        for content in contents:
            for kind, key in _named(model, content, names):
                wanted.setdefault(kind, set()).add(key)
        self.found = {kind: self._read(kind, keys) for kind, keys in wanted.items()}

    def of(self, kind: Any, key: Any) -> str:
        return self.found.get(kind, {}).get(key) or f"{kind._meta.verbose_name} {key}, which is gone"

    def _read(self, kind, keys):
        found = {each.pk: str(each) for each in kind._base_manager.filter(pk__in=keys)}
        gone = Revision.objects.newest(kind, keys - found.keys()) if is_kind(kind) else {}
        return found | {key: f"{each.title} (deleted)" for key, each in gone.items()}


def _named(model, content, names):
    """(kind, key) of every record that the fields name."""
    for each in columns(model):
        if each.name in names and each.is_relation and content.get(each.name) is not None:
            yield each.related_model, content[each.name]
    for name in (name for name in many(model) if name in names):
        yield from ((model._meta.get_field(name).related_model, key) for key in content.get(name, ()))
    for relation in line_relations(model):
        for line in content.get(relation.get_accessor_name(), ()):
            for each in relation.related_model._meta.concrete_fields:
                if each.is_relation and line.get(each.name) is not None:
                    yield each.related_model, line[each.name]

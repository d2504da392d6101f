"""Which other records does the document of a record show? A change of theirs is one of the document."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from collabfutures.curation import registry
from collabfutures.curation.changes import Change
from collabfutures.curation.relations import is_kind


@cache
def kinds_shown(model: Any) -> set[str]:
    """The labels of the kinds to which the documents of a kind have links."""
    found = set()
    for name in registry.kind_of(model).serializer_class.linked():
        for part in _along(model, name):
            found.add(part._meta.label_lower)
    return found


def _along(model, name):
    for part in name.split("__"):
        model = model._meta.get_field(part).related_model
        yield model


@cache
def kinds_behind(model: Any) -> set[str]:
    """The labels of the kinds that those point at, besides them: a link is noted with the award behind a document."""
    shown = kinds_shown(model)
    linked = [kind.model for kind in registry.kinds() if kind.model._meta.label_lower in shown]
    fields = (field for kind in linked for field in kind._meta.concrete_fields if is_kind(field.related_model))
    return {field.related_model._meta.label_lower for field in fields} - shown - {model._meta.label_lower}


def pointed_at(model: Any, changes: Iterable[Change]) -> Iterator[int]:
    """The keys of records that show those which point at them, such as the parts of a whole, and may have new ones."""
    for name in registry.kind_of(model).serializer_class.linked():
        field = model._meta.get_field(name.partition("__")[0])
        if field.one_to_many:
            kind = field.related_model
            keys = [each.object_id for each in changes if each.kind == kind._meta.label_lower]
            yield from kind._base_manager.filter(pk__in=keys).values_list(field.field.attname, flat=True)

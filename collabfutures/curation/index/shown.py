"""Which other records does the document of a record show? A change of theirs is one of the document."""

from collections.abc import Iterable, Iterator
from typing import Any

from collabfutures.curation import registry
from collabfutures.curation.changes import Change


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


def pointed_at(model: Any, changes: Iterable[Change]) -> Iterator[int]:
    """The keys of records that show those which point at them, such as the parts of a whole, and may have new ones."""
    for name in registry.kind_of(model).serializer_class.linked():
        field = model._meta.get_field(name.partition("__")[0])
        if field.one_to_many:
            kind = field.related_model
            keys = [each.object_id for each in changes if each.kind == kind._meta.label_lower]
            yield from kind._base_manager.filter(pk__in=keys).values_list(field.field.attname, flat=True)

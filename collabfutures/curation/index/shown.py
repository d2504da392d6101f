"""Which other records does the document of a record show? A change of theirs is one of the document."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import F

from collabfutures.curation import registry
from collabfutures.curation.changes import Change
from collabfutures.curation.database.expressions import KeyAmong
from collabfutures.curation.relations import is_kind, kinds_along, relation_path


@cache
def kinds_shown(model: Any) -> set[str]:
    """The labels of the kinds to which the documents of a kind have links."""
    found = set()
    for name in registry.kind_of(model).serializer_class.linked():
        for part in kinds_along(model, name):
            found.add(part._meta.label_lower)
    return found


@cache
def kinds_behind(model: Any) -> set[str]:
    """The labels of the kinds that those point at, besides them: a link is noted with the award behind a document."""
    shown = kinds_shown(model)
    linked = [kind.model for kind in registry.kinds() if kind.model._meta.label_lower in shown]
    fields = (field for kind in linked for field in kind._meta.concrete_fields if is_kind(field.related_model))
    return {field.related_model._meta.label_lower for field in fields} - shown - {model._meta.label_lower}


def showing(model: Any, changes: Iterable[Change], among: Collection[int]) -> Iterator[int]:
    """The keys, of those `among`, of the records whose links lead to a changed one now, also over another."""
    keys: dict[str, list[int]] = {}
    for each in changes:
        keys.setdefault(each.kind, []).append(each.object_id)
    kept = model._base_manager.filter(KeyAmong(F("pk"), among, is_one_of_two=True))
    for name in registry.kind_of(model).serializer_class.linked():
        parts = name.split("__")
        for number, kind in enumerate(kinds_along(model, name), 1):
            if changed := keys.get(kind._meta.label_lower):
                path = relation_path(model, "__".join(parts[:number]))
                yield from kept.filter(**{f"{path}__in": changed}).values_list("pk", flat=True)

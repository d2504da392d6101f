"""What a dump holds of each public record: its own columns, links and lines as they are stored, by slugs.

Nothing in it is for curators only, and no link leads to what is not public.
"""

from collections.abc import Iterator
from typing import Any

from collabfutures.curation import registry
from collabfutures.curation.publication import UNSEEN, is_public
from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.content import columns, contents_of, plain
from collabfutures.curation.revisions.lines import line_fields, line_relations
from collabfutures.curation.revisions.linked import many

BATCH = 1_000
# What readers of a withdrawn record are told is no part of a public one.
NOT_HERE = UNSEEN | {"withdrawn_at", "withdrawn_reason"}
# {kind: {key: slug}} of the public records.
Slugs = dict[Any, dict[int, str]]
Row = dict[str, Any]


def public_slugs() -> Slugs:
    """Every public record, by kind."""
    models = [kind.model for kind in registry.kinds()]
    return {model: dict(model.objects.published().order_by("pk").values_list("pk", "slug")) for model in models}


def stored_fields(model: Any) -> list[Any]:
    """The columns of a kind that a dump holds."""
    hidden = NOT_HERE | {*model.never_public}
    return [field for field in columns(model, whole=True) if field.name not in hidden]


def many_fields(model: Any) -> list[Any]:
    """The relations of a kind to many others."""
    return [model._meta.get_field(name) for name in many(model)]


def stored_rows(model: Any, slugs: Slugs) -> Iterator[Row]:
    """The public records of a kind by key: id, columns, links and lines; related records are named by slug."""
    keys = list(slugs[model])
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        contents = contents_of(model, batch, whole=True)
        stamps = dict(model._base_manager.filter(is_public(), pk__in=batch).values_list("pk", "updated_at"))
        for key in batch:
            yield {"id": key, **_row(model, contents[key], slugs), "updated_at": plain(stamps[key])}


def _row(model, content, slugs):
    row = {field.name: _end(field, content[field.name], slugs) for field in stored_fields(model)}
    for field in many_fields(model):
        row[field.name] = _ends(field, content[field.name], slugs)
    for relation in line_relations(model):
        name = relation.get_accessor_name()
        lines = (_line(relation, line, slugs) for line in content[name])
        row[name] = [line for line in lines if None not in (line[end] for end in _record_ends(relation))]
    return row


def _end(field, value, slugs):
    """The slug of a public record; what is not public is not named."""
    return slugs[field.related_model].get(value) if is_kind(field.related_model) else value


def _ends(field, keys, slugs):
    if not is_kind(field.related_model):
        return keys
    return [slugs[field.related_model][key] for key in keys if key in slugs[field.related_model]]


def _line(relation, line, slugs):
    return {field.name: _end(field, line[field.name], slugs) for field in line_fields(relation)}


def _record_ends(relation):
    return [field.name for field in line_fields(relation) if is_kind(field.related_model)]

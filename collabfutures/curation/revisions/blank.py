"""What a record says that says nothing: what a first version is compared with."""

from typing import Any

from collabfutures.curation.revisions.content import Content, columns
from collabfutures.curation.revisions.lines import line_relations
from collabfutures.curation.revisions.linked import many


def blank(model: Any) -> Content:
    """Every name that a content of the kind has, without a value."""
    lists = [*many(model), *(relation.get_accessor_name() for relation in line_relations(model))]
    return dict.fromkeys(field.name for field in columns(model)) | {name: [] for name in lists}

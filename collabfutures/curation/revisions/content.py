"""What does a record say? Its fields, links and lines as one JSON value, to be kept, compared and put back.

The same for equal records, whatever order rows stand in. Records are named by their primary keys, lines by what they
are about and never by their own keys, which another line may have been given since.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from collabfutures.curation.fields import FoldedField
from collabfutures.curation.revisions.lines import line_fields, line_relations
from collabfutures.curation.revisions.linked import linked_keys, many

Content = dict[str, Any]
# Never put back: who may see a record, who saved it last, and when.
NEVER = frozenset(("state", "token", "created_at", "updated_at"))


def columns(model: Any, whole: bool = False) -> list[Any]:
    """The columns that curators fill in; of a `whole` record also those that imports and acts of publication do."""
    fields = (field for field in model._meta.concrete_fields if not field.primary_key and field.name not in NEVER)
    return [field for field in fields if not isinstance(field, FoldedField) and (whole or field.editable)]


def contents_of(model: Any, keys: Iterable[int], whole: bool = False) -> dict[int, Content]:
    """{key: content} of the saved records: a query for columns, one for links, and one for each sort of lines."""
    keys, fields = list(keys), columns(model, whole)
    rows = model._base_manager.filter(pk__in=keys).values("pk", *(field.attname for field in fields))
    found = {row["pk"]: {field.name: plain(row[field.attname]) for field in fields} for row in rows}
    links = linked_keys(model, keys, many(model))
    lines = {relation.get_accessor_name(): _lines(relation, keys) for relation in line_relations(model)}
    for key, content in found.items():
        content |= {name: links[key][name] for name in many(model)}
        content |= {name: rows[key] for name, rows in lines.items()}
    return found


def content_of(record: Model, whole: bool = False) -> Content:
    """What one saved record says, as the database has it."""
    return contents_of(type(record), [record.pk], whole)[record.pk]


def plain(value: Any) -> Any:
    """A value of a column as JSON has it."""
    return value if value is None or isinstance(value, str | int | float | list | dict) else str(value)


def _lines(relation, keys):
    """{record: its lines}, in the order in which they were added."""
    fields, found = line_fields(relation), defaultdict(list)
    rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys}).order_by("pk")
    for key, *values in rows.values_list(relation.field.attname, *(field.attname for field in fields)):
        found[key].append({field.name: plain(value) for field, value in zip(fields, values, strict=True)})
    return found

"""Where does a relation of a kind lead, and how does a query spell it?"""

from collabfutures.curation.models import Record


def related_kind(model, name):
    """The kind of record that the relation `name` of `model` leads to, or None if it is no such relation."""
    field = model._meta.get_field(name)
    kind = field.related_model if field.is_relation else None
    return kind if kind is not None and issubclass(kind, Record) else None


def relation_path(model, name):
    """How a query spells the relation: reverse relations are stored under their accessor, asked by their query name."""
    field = model._meta.get_field(name)
    return name if not field.auto_created else field.related_query_name or field.name

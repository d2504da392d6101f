"""Where does a relation of a kind lead, and how does a query spell it?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.publication import is_public


def is_kind(model: type[Model] | None) -> bool:
    """Whether a model is a kind of record; asked of the class, because the records themselves are built on this."""
    return bool(getattr(model, "is_record", False))


def related_kind(model: type[Model], name: str) -> type[Model] | None:
    """The kind of record that the relation `name` of `model` leads to, or None if it is no such relation.

    A name may lead over another record: “series__application_areas”.
    """
    first, _, rest = name.partition("__")
    field: Any = model._meta.get_field(first)
    kind: Any = field.related_model if field.is_relation else None
    if not is_kind(kind):
        return None
    return related_kind(kind, rest) if rest else kind


def kinds_along(model: Any, name: str) -> Iterator[Any]:
    """The kinds that a relation leads over and to, in turn: the series and the area of “series__application_areas”."""
    for part in name.split("__"):
        model = model._meta.get_field(part).related_model
        if is_kind(model):
            yield model


def relation_path(model: type[Model], name: str) -> str:
    """How a query spells the relation: reverse relations are stored under their accessor, asked by their query name."""
    first, _, rest = name.partition("__")
    field: Any = model._meta.get_field(first)
    path = first if not field.auto_created else field.related_query_name or field.name
    return f"{path}__{relation_path(field.related_model, rest)}" if rest else path


def public_along(model: type[Model], name: str) -> Q:
    """The condition under which the record at the end of a relation is public, and the one that it leads over too."""
    first, _, rest = name.partition("__")
    end = is_public(f"{relation_path(model, name)}__")
    return end & is_public(f"{relation_path(model, first)}__") if rest else end


@dataclass(frozen=True)
class KeyPairs:
    """The table whose rows tie records to others: `rows.own` holds the key in `column` of the record.

    `target` reaches the other record from such a row ("theme__"), and is empty where the row is that record itself.
    `via` reaches the record that the relation leads over, which has to be public too.
    """

    rows: type[Model]
    own: str
    target: str
    column: str = "pk"
    via: str = ""

    def public(self, **lookups: Any) -> QuerySet:
        """The rows whose other end is public and has these columns."""
        wanted = {f"{self.target}{name}": value for name, value in lookups.items()}
        found = self.rows._base_manager.filter(is_public(self.target), **wanted).order_by()
        return found.filter(is_public(self.via)) if self.via else found

    def tied(self, key: str | None = None, **lookups: Any) -> Q:
        """The records tied to such a record. `key` names the column of their key where it is not their own."""
        return Q(KeyIn(F(key or self.column), self.public(**lookups).values(self.own)))

    def untied(self, key: str | None = None, **lookups: Any) -> Q:
        """The records tied to no such record."""
        return ~Q(Exists(self.public(**lookups).filter(**{self.own: OuterRef(key or self.column)})))


def key_pairs(model: type[Model], name: str) -> KeyPairs:
    """The KeyPairs of any relation: to one or to many, forwards or backwards, or over one other record or over many."""
    first, _, rest = name.partition("__")
    if rest:
        over: Any = model._meta.get_field(first)
        if over.many_to_many:
            ties = key_pairs(model, first)
            return replace(ties, target=f"{ties.target}{relation_path(over.related_model, rest)}__", via=ties.target)
        pairs = key_pairs(over.related_model, rest)
        return replace(pairs, column=over.attname, via=f"{pairs.own.removesuffix('_id')}__")
    field: Any = model._meta.get_field(name)
    if field.many_to_many:
        forward = field if not field.auto_created else field.field
        ends = (forward.m2m_field_name(), forward.m2m_reverse_field_name())
        own, target = ends if not field.auto_created else reversed(ends)
        return KeyPairs(forward.remote_field.through, f"{own}_id", f"{target}__")
    if field.auto_created:
        return KeyPairs(field.related_model, field.field.attname, "")
    return KeyPairs(field.related_model, "pk", "", field.attname)


def vocabularies() -> list[type[Model]]:
    """The kinds whose titles are words for what other records are about."""
    models: list[Any] = apps.get_models()
    return [model for model in models if is_kind(model) and model.is_vocabulary]


def label_relations(model: type[Model]) -> list[str]:
    """The kind's own relations to vocabularies: what somebody who searches for a label may find it by."""
    fields: list[Any] = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return [field.name for field in fields if is_kind(field.related_model) and field.related_model.is_vocabulary]

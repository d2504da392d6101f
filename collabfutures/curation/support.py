"""On which records does a record rest, and which rest on it? Nothing public stands on something that is not.

A record rests on every record that it cannot be without, and on one at least of each relation that its kind names in
`rests_on`; `excuses` names the column that says why such a relation may be empty.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from collabfutures.curation.publication import UNFINISHED, is_public
from collabfutures.curation.relations import is_kind, key_pairs
from collabfutures.curation.unions import constant, union_all


def supports(model: Any) -> list[str]:
    """The relations of a kind of which one end at least has to be public."""
    required = [field.name for field in model._meta.concrete_fields if is_kind(field.related_model) and not field.null]
    return [*required, *model.rests_on]


def is_excused(record: Any, name: str) -> bool:
    """Whether the record says why it has nothing in this relation."""
    column = record.excuses.get(name)
    return bool(column and getattr(record, column))


def lacking(record: Any) -> list[str]:
    """The relations in which a saved record has nothing public to rest on, and does not say why."""
    return [
        name
        for name in supports(type(record))
        if not is_excused(record, name) and not any(end.is_public for end in ends(record, name))
    ]


def ends(record: Any, name: str) -> list[Any]:
    """The records at the other end of a relation, in whatever state."""
    found = getattr(record, name)
    return [] if found is None else [found] if isinstance(found, Model) else list(found.all())


def to_publish_first(record: Any) -> list[Any]:
    """The drafts on which a record would rest if it were published now, those below them first."""
    drafts = [end for name in lacking(record) for end in ends(record, name) if end.state in UNFINISHED]
    return list(dict.fromkeys(below for draft in drafts for below in [*to_publish_first(draft), draft]))


def parts(records: QuerySet) -> list[QuerySet]:
    """The drafts of each kind that rest on one of these records: of an award what was found and what came of it."""
    found = []
    for kind in (kind for kind in apps.get_models() if is_kind(kind)):
        names = [name for name in supports(kind) if kind._meta.get_field(name).related_model is records.model]
        tied = Q(*(Q(**{f"{name}__in": records.order_by().values("pk")}) for name in names), _connector=Q.OR)
        if names:
            drafts = kind._base_manager.filter(tied, state__in=UNFINISHED)
            # Of its own kind it may rest on one that is selected with it.
            found.append(drafts.exclude(pk__in=records.order_by().values("pk")) if kind is records.model else drafts)
    return found


def left_without(record: Any) -> list[Any]:
    """The public records of any kind that would be left with nothing to rest on if this one were withdrawn.

    Those that rest on them come behind them.
    """
    found = _directly_without(record)
    return list(dict.fromkeys([*found, *(above for each in found for above in left_without(each))]))


def _directly_without(record: Any) -> list[Any]:
    rows = union_all(
        records.order_by().values_list(constant(kind._meta.label), "pk")
        for kind in apps.get_models()
        if is_kind(kind)
        for records in _resting(kind, record)
    )
    keys: dict[str, set] = {}
    for label, pk in rows:
        keys.setdefault(label, set()).add(pk)
    return [each for label, pks in keys.items() for each in apps.get_model(label)._base_manager.filter(pk__in=pks)]


def _resting(kind: Any, record: Any) -> Iterable[QuerySet]:
    for name in supports(kind):
        if kind._meta.get_field(name).related_model is not type(record):
            continue
        pairs = key_pairs(kind, name)
        found = kind._base_manager.filter(is_public(), pairs.tied(pk=record.pk)).exclude(_elsewhere(pairs, record))
        column = kind.excuses.get(name)
        yield found.filter(**{column: ""}) if column else found


def _elsewhere(pairs: Any, record: Any) -> Q:
    """The records that rest on another one by the same relation."""
    if not pairs.target:
        return Q(pk__in=[])
    others = (
        pairs.public().filter(**{pairs.own: OuterRef("pk")}).exclude(**{pairs.target.removesuffix("__"): record.pk})
    )
    return Q(Exists(others))

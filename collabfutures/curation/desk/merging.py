"""Makes one record of two: one keeps its address, the other's leads there, and all that was tied to it is tied on."""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from collabfutures.curation.addresses import FormerAddress, MergedRecord
from collabfutures.curation.desk.copied_names import rename_in_copies
from collabfutures.curation.desk.duplicates import forget
from collabfutures.curation.desk.four_eyes import OWN, written_by
from collabfutures.curation.relations import is_kind
from collabfutures.curation.revisions.acts import Act, By
from collabfutures.curation.revisions.content import Content, content_of
from collabfutures.curation.revisions.lines import line_key, line_relations
from collabfutures.curation.revisions.linked import many
from collabfutures.curation.revisions.noting import keep, note, note_act, note_deleted, take_back
from collabfutures.curation.revisions.putting import put
from collabfutures.curation.revisions.working_copy import copy_of

COPIED = "“{}” has a working copy: publish or discard that first."
ITSELF = "A record cannot be merged with itself."
OTHER_WAY = (
    "The one that goes is or was public: its address has to lead to something public. Merge them the other way round."
)


@transaction.atomic
def merge(kept: Any, lost: Any, chosen: Collection[str], by: By) -> None:
    """Has `kept` say what `lost` says in the `chosen` fields, and be tied to all that either was; `lost` is gone.

    Both are locked. One act, which can be taken back. Raises ValidationError where a part of it cannot be.
    """
    _check(kept, lost, by)
    model, content, lost_key = type(kept), united(kept, lost, chosen), lost.pk
    keep(model, [kept.pk, lost.pk])
    addresses = _addresses(lost)
    for other, name, keys in tied_to(lost):
        _tie_on(other, name, keys, kept, lost, by)
    note_deleted(lost, by)
    forget(model, lost.pk)
    rename_in_copies(model, lost.pk, kept.pk)
    try:
        lost.delete()
    except IntegrityError as error:
        raise ValidationError("Something rests on it that cannot be tied to the other one.") from error
    put(kept, content)
    take_back(model, [kept.pk])
    if kept.is_public:
        kept.check_publishable()
    note_act(model, [kept.pk], Act.MERGED, by, f"“{lost}” is merged into it.")
    _lead_on(model, addresses - {kept.slug}, lost_key, kept.pk)


def _check(kept, lost, by):
    if kept.pk == lost.pk:
        raise ValidationError(ITSELF)
    for each in (kept, lost):
        if copy_of(each):
            raise ValidationError(COPIED.format(each))
    if lost.published_at and not kept.is_public:
        raise ValidationError(OTHER_WAY)
    if kept.is_public and written_by(type(kept), [kept.pk, lost.pk], by):
        raise ValidationError(OWN)


def united(kept: Any, lost: Any, chosen: Collection[str]) -> Content:
    """What the one record would say: fields as chosen, links and lines of both; of the same line that of `kept`."""
    model, mine, theirs = type(kept), content_of(kept), content_of(lost)
    found = mine | {name: theirs[name] for name in chosen if name in theirs}
    for name in many(model):
        own = {lost.pk, kept.pk} if model._meta.get_field(name).related_model is model else set()
        found[name] = sorted({*mine[name], *theirs[name]} - own)
    for relation in line_relations(model):
        name, key = relation.get_accessor_name(), line_key(relation)
        lines = {tuple(line[each] for each in key): line for line in [*theirs[name], *mine[name]]}
        found[name] = list(lines.values())
    return found


def _addresses(lost):
    """Where readers may look for it: if it was public, its address and those that it had before."""
    former = FormerAddress.objects.filter(kind=lost._meta.label_lower, object_id=lost.pk)
    return {*former.values_list("slug", flat=True), *([lost.slug] if lost.published_at else [])}


def _lead_on(model, addresses, lost_key, kept_key):
    """They stay those of the one that is gone, so that they are its own again if it is brought back."""
    for slug in addresses:
        FormerAddress.objects.update_or_create(
            kind=model._meta.label_lower, slug=slug, defaults={"object_id": lost_key}
        )
    if addresses:
        MergedRecord.objects.update_or_create(
            kind=model._meta.label_lower, object_id=lost_key, defaults={"kept_id": kept_key}
        )


def tied_to(record: Any) -> Iterator[tuple[Any, str, list[int]]]:
    """(kind, relation, keys) of all records that tie themselves to this one, whatever the relation."""
    for relation in record._meta.related_objects:
        field, other = relation.field, relation.related_model
        if is_kind(other):
            keys = other._base_manager.filter(**{field.name: record.pk}).order_by("pk").values_list("pk", flat=True)
            if keys := list(dict.fromkeys(keys)):
                yield other, field.name, keys


def _tie_on(other, name, keys, kept, lost, by):
    """Has records that were tied to the one be tied to the other."""
    keep(other, keys)
    field, rows = other._meta.get_field(name), other._base_manager.filter(pk__in=keys)
    if isinstance(lost, other):
        # It goes, and what it says of itself goes with it.
        rows = rows.exclude(pk=lost.pk)
    for each in rows.select_for_update(of=("self",), no_key=True):
        if field.many_to_many and not field.remote_field.through._meta.auto_created:
            _move_lines(field, each, kept, lost)
            each.save()
        elif field.many_to_many:
            getattr(each, name).remove(lost)
            getattr(each, name).add(*([] if each == kept else [kept]))
            each.save()
        else:
            setattr(each, name, None if each == kept and field.null else kept)
            _save(each)
    note(other, keys, Act.CHANGED, by, f"“{lost}” is merged into “{kept}”.")


def _move_lines(field, each, kept, lost):
    """A line about the one becomes one about the other, unless there is one already."""
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = field.remote_field.through._base_manager
    if rows.filter(**{source: each, target: kept}).exists():
        rows.filter(**{source: each, target: lost}).delete()
    else:
        rows.filter(**{source: each, target: lost}).update(**{target: kept})


def _save(each):
    try:
        each.full_clean()
        each.save()
    except (ValidationError, IntegrityError) as error:
        told = " ".join(getattr(error, "messages", ["the database refuses it"]))
        raise ValidationError(f"“{each}” cannot be tied to the other one: {told}") from error

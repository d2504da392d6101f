"""Whether anything is recorded in a field, for the fields that no filter asks about: `recorded` or `none`."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, Field, Model, OuterRef, Q, TextField

from collabfutures.curation.filters.choices import RecordedFilter
from collabfutures.curation.publication import UNSEEN
from collabfutures.curation.relations import is_kind, key_pairs

# What every record has, or what only its state says.
ALWAYS = {"id", "title", "slug", "sort_title", "state"}
ALWAYS |= {"published_at", "updated_at", "withdrawn_at", "withdrawn_reason"}


class PresenceFilter(RecordedFilter):
    """Records with something, or with nothing, in a column or a relation."""

    is_facet = False

    def lacking(self, model: type[Model]) -> Q:
        field: Any = model._meta.get_field(str(self.field_name))
        if is_kind(field.related_model):
            return key_pairs(model, field.name).untied()
        if field.many_to_many:
            tied = model._base_manager.filter(**{f"{field.name}__isnull": False}, pk=OuterRef("pk")).order_by()
            return ~Q(Exists(tied))
        return reduce(or_, _empty(field))


def _empty(field: Field) -> Iterator[Q]:
    if isinstance(field, CharField | TextField):
        yield Q(**{field.name: ""})
    if field.null:
        yield Q(**{f"{field.name}__isnull": True})


def presence_filters(model: Any, filters: dict[str, Any]) -> dict[str, PresenceFilter]:
    """{field: filter} of the public fields that may be empty and that no filter asks about."""
    asked = {name.partition("__")[0] for item in filters.values() for name in str(item.field_name or "").split(",")}
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return {
        field.name: PresenceFilter(field.name, label=f"{str(field.verbose_name).capitalize()}, recorded or not")
        for field in fields
        if field.blank and field.name not in {*asked, *filters, *UNSEEN, *ALWAYS} and field.editable
    }

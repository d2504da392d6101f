"""Select boxes for relations that know the labels of what is chosen, so that a form does not ask for each of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model
from django.forms import Select
from django.http import HttpRequest

from collabfutures.curation.relations import is_kind
from collabfutures.curation.unions import constant, union_all


class KnownLabels(AutocompleteMixin, Select):
    """Draws the chosen options from `labels` {key: label}; what is missing there is asked for, as Django does."""

    labels: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: dict | None = None) -> list:
        chosen = [str(each) for each in value if each not in (None, "")]
        if not set(chosen) <= self.labels.keys():
            return super().optgroups(name, value, attr)
        options = [self.create_option(name, key, self.labels[key], True, place) for place, key in enumerate(chosen)]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class KnownSelect(KnownLabels, AutocompleteSelect):
    pass


class KnownSelectMultiple(KnownLabels, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        """Each choice can be taken out; a sign that takes out all stands where no reader of a list expects one."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class RelationFields(BaseModelAdmin):
    """For admins and inlines: the autocompletes of relations are those above."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class KnownLabelsForm(forms.ModelForm):
    """Tells its select boxes the labels of what its instance is tied to, where these have been fetched already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownLabels):
                widget.labels = {str(each.pk): str(each) for each in _fetched(self.instance, name)}


def _fetched(instance: Model, name: str) -> list[Model]:
    """The related records that the instance holds in memory."""
    field: Any = instance._meta.get_field(name)
    if field.many_to_many:
        return list(getattr(instance, "_prefetched_objects_cache", {}).get(name, ()))
    return [getattr(instance, name)] if field.is_cached(instance) and getattr(instance, name) else []


def prefetch_titles(record: Any) -> Any:
    """The record with its relations to many others filled, no more than their keys and labels; one query for all."""
    fields: dict[str, Any] = {
        field.name: field for field in record._meta.local_many_to_many if is_kind(field.related_model)
    }
    arms = [
        field.related_model._base_manager.filter(**{f"{field.related_query_name()}": record})
        .order_by()
        .values_list(constant(name), "pk", field.related_model.label())
        for name, field in fields.items()
    ]
    found: dict[str, list[Model]] = {name: [] for name in fields}
    for name, pk, label in union_all(arms):
        found[name].append(fields[name].related_model(pk=pk, title=label))
    for name, records in found.items():
        fill(record, name, records)
    return record


def fill(record: Any, name: str, records: list[Any]) -> None:
    """Has a relation to many hold these records, without a query."""
    queryset = getattr(record, name).all()
    queryset._result_cache, queryset._prefetch_done = sorted(records, key=lambda each: str(each).lower()), True
    record._prefetched_objects_cache = {**getattr(record, "_prefetched_objects_cache", {}), name: queryset}

"""The filters of a kind together: what they find, what they find without one of them, and what they refuse."""

import django_filters
from django import forms
from django.utils.functional import cached_property

from collabfutures.curation.database.expressions import one_list
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.ordering import COMMON_ORDERS, SortFilter
from collabfutures.curation.filters.values import (
    ALL_OF,
    UNCOUNTED,
    RelationAllFilter,
    RelationFilter,
    SearchFilter,
    ValuesFilter,
    WordsFilter,
)
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.search.synonyms import other_wordings


class RecordForm(forms.Form):
    """Names every value that is not allowed. A draft's slug is answered as one that never was."""

    def clean(self):
        model = self.filterset.queryset.model
        for name, item in self.filterset.filters.items():
            values = [value for value in self.cleaned_data.get(name) or [] if value != NOTHING]
            if isinstance(item, RelationAllFilter) and len(values) > item.most:
                self.add_error(name, f"“{name}” is given {len(values)} values; at most {item.most} allowed.")
            elif isinstance(item, RelationFilter):
                self._refuse(name, item, model, [value for value in values if (name, value) not in self.known_slugs])
            elif isinstance(item, ValuesFilter):
                self._refuse(name, item, model, item.wrong_values(model, values))
        return self.cleaned_data

    @cached_property
    def known_slugs(self):
        """{(filter, slug)} of the public records that the query names: one query for all of its filters."""
        model, arms = self.filterset.queryset.model, []
        for name, item in self.filterset.filters.items():
            if isinstance(item, RelationFilter) and self.cleaned_data.get(name):
                found = item.target(model).objects.published().filter(slug__in=self.cleaned_data[name])
                arms.append(found.order_by().values_list(constant(name), "slug"))
        return set(union_all(arms))

    def _refuse(self, name, item, model, wrong, most=60):
        if wrong:
            allowed = [*item.allowed(model), NOTHING]
            more = f" and {len(allowed) - most} more" if len(allowed) > most else ""
            listed = ", ".join(allowed[:most]) + more
            self.add_error(name, f"“{wrong[0][:80]}” is not allowed for {name}. Allowed: {listed}.")


class RecordFilterSet(django_filters.FilterSet):
    """Base of every kind's FilterSet: adds search, order, and an `__all` twin for every relation."""

    q = SearchFilter()
    words = WordsFilter()
    sort = SortFilter(COMMON_ORDERS)

    class Meta:
        form = RecordForm
        fields = []

    @classmethod
    def get_filters(cls):
        filters = super().get_filters()
        relations = {name: item for name, item in filters.items() if type(item) is RelationFilter}
        twins = {
            f"{name}{ALL_OF}": RelationAllFilter(item.field_name, label=f"{item.label}, all of")
            for name, item in relations.items()
        }
        return {**filters, **twins}

    @property
    def form(self):
        form = super().form
        form.filterset = self
        return form

    def facet_filters(self):
        """The filters whose options are counted, by name."""
        return {
            name: item
            for name, item in self.filters.items()
            if isinstance(item, ValuesFilter) and not isinstance(item, RelationAllFilter)
        }

    @cached_property
    def other_wordings(self):
        """[(words, name)]: what else the thing is called that the reader searches for."""
        chosen = self.form.cleaned_data
        return [] if not chosen.get("q") or chosen.get("words") else other_wordings(chosen["q"])

    @property
    def chosen(self):
        """The filters in use, without those that only order or word the search."""
        return {name: value for name, value in self.form.cleaned_data.items() if value and name not in UNCOUNTED}

    def without(self, *names):
        """The records under every filter of the query but these: what their options are counted in."""
        if not any(name in self.chosen for name in names):
            return self._found
        queryset = self.queryset.all() if "q" in names else self._matched
        for other, value in self.chosen.items():
            if other not in (*names, "q"):
                queryset = self.filters[other].filter(queryset, value)
        return queryset.order_by()

    @cached_property
    def _matched(self):
        """What the search words find, searched once for all the counts."""
        text, queryset = self.chosen.get("q"), self.queryset.all()
        return queryset.filter(pk__in=one_list(self.filters["q"].filter(queryset, text))) if text else queryset

    @cached_property
    def _found(self):
        """What all filters find, found once: every facet in which nothing is chosen is counted in it."""
        return self.queryset.filter(pk__in=one_list(self.qs)) if self.chosen else self.queryset.order_by()

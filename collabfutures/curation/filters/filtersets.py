"""The filters of a kind together: what they find, what they find without one of them, and what they refuse."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from types import MappingProxyType
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from collabfutures.curation.addresses import renames
from collabfutures.curation.database.expressions import Everything, KeySet
from collabfutures.curation.fields import NOTHING
from collabfutures.curation.filters.derived import derived
from collabfutures.curation.filters.ordering import COMMON_ORDERS, SortFilter
from collabfutures.curation.filters.related import ALL_OF, RelationFilter
from collabfutures.curation.filters.since import UpdatedSinceFilter
from collabfutures.curation.filters.values import ValuesFilter
from collabfutures.curation.filters.wording import SearchFilter, WordsFilter
from collabfutures.curation.publication import is_public
from collabfutures.curation.search import matching
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.synonyms import other_wordings
from collabfutures.curation.unions import constant, union_all

# These order the list or word the search; they leave nothing out by themselves.
UNCOUNTED = ("sort", "words")


class FilterForm(forms.Form):
    """Names every value that is not allowed. A draft's slug is answered as one that never was."""

    filterset: "RecordFilterSet"

    def clean(self) -> dict[str, Any]:
        model = self.filterset.queryset.model
        for name, item in self.filterset.value_filters.items():
            values = self.cleaned_data.get(name) or []
            slugs = {slug for own, slug in self.public_titles if own == name}
            for message in item.errors(name, model, values, slugs) if values else ():
                self.add_error(name, message)
        return self.cleaned_data

    @cached_property
    def public_titles(self) -> dict[tuple[str, str], str]:
        """{(filter, slug): title} of the public records that the query names: one query for all of its filters."""
        model, arms = self.filterset.queryset.model, []
        found: dict[tuple[str, str], str] = {}
        for name, item in self.filterset.value_filters.items():
            kind: Any = item.target(model)
            asked = set(self.cleaned_data.get(name) or ()) - {NOTHING} if kind else set()
            known = self.filterset.known_titles(name)
            found |= {(name, slug): known[slug] for slug in asked & known.keys()}
            if unknown := asked - known.keys():
                records = kind.objects.published().filter(slug__in=unknown)
                arms.append(records.order_by().values_list(constant(name), "slug", "title"))
        return found | {(name, slug): title for name, slug, title in union_all(arms)}


class SharedFilters(dict[str, django_filters.Filter]):
    """The filters of a class. Each FilterSet notes itself on copies of its own; copying all that they hold as well, as
    django-filter does, took longer than a list."""

    def __deepcopy__(self, memo: Any) -> dict[str, django_filters.Filter]:
        return {name: copy(item) for name, item in self.items()}


class RecordFilterSet(django_filters.FilterSet):
    """Base of every kind's FilterSet: adds search, order, and an `__all` twin for every relation."""

    q = SearchFilter()
    words = WordsFilter()
    sort = SortFilter(COMMON_ORDERS)
    updated_since = UpdatedSinceFilter()

    # {filter: {slug: title} of public records among its options}; see `known_titles`.
    known: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    class Meta:
        form = FilterForm
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        own = cls.own_filters()
        return SharedFilters({**own, **derived(cls._meta.model, own)} if cls._meta.model else own)

    @classmethod
    def own_filters(cls) -> dict[str, django_filters.Filter]:
        """Those that the kind is given, each relation with its twin that asks for every value."""
        filters = super().get_filters()
        twins = [item.twins(name) for name, item in filters.items() if isinstance(item, RelationFilter)]
        return {**filters, **{name: item for each in twins for name, item in each.items()}}

    @classmethod
    def facet_names(cls) -> list[str]:
        """The filters whose options are counted."""
        return [name for name, item in cls.base_filters.items() if getattr(item, "is_facet", False)]

    def known_titles(self, name: str) -> Mapping[str, str]:
        """The records that are public as far as anybody told us, so that the database need not be asked for them."""
        return self.known.get(name.removesuffix(ALL_OF), {})

    def called(self, name: str, value: str) -> str:
        """What a value that the query chose is called, also where nothing that was found has it."""
        return self.form.public_titles.get((name, value)) or self.filters[name].decode(value)

    @property
    def value_filters(self) -> dict[str, ValuesFilter]:
        return {name: item for name, item in self.filters.items() if isinstance(item, ValuesFilter)}

    @property
    def form(self) -> FilterForm:
        form = super().form
        form.filterset = self
        return form

    @property
    def model(self) -> Any:
        return self.queryset.model

    @property
    def filterset_class(self) -> Any:
        return type(self)

    @property
    def params(self) -> Any:
        return self.data

    @property
    def order_word(self) -> str:
        """The order asked for, empty for the usual one."""
        return self.form.cleaned_data["sort"]

    @cached_property
    def search(self) -> Search | None:
        """What the reader searches for: the words, and what else the thing is called."""
        chosen = self.form.cleaned_data
        if not chosen.get("q"):
            return None
        others = [] if chosen.get("words") else other_wordings(chosen["q"])
        return Search(chosen["q"], others, self.queryset.db)

    @cached_property
    def is_by_date(self) -> bool:
        """Whether the nearest should stand first, and the search finds too much to be ranked."""
        if not self.search or self.order_word not in ("", "relevance"):
            return False
        found = self.queryset.filter(self.search.condition(self.model)).order_by()
        return found[: matching.MOST_RANKED + 1].count() > matching.MOST_RANKED

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The filters in use, without those that only order or word the search."""
        return {name: value for name, value in self.form.cleaned_data.items() if value and name not in UNCOUNTED}

    def without(self, *names: str) -> KeySet:
        """The records under every filter of the query but these. Ask for them with `fetch(…, self.sets)`."""
        left = tuple(name for name in names if name in self.chosen)
        if len(left) == len(self.chosen):
            return Everything(self.queryset, is_public())
        if left not in self._sets:
            self._sets[left] = KeySet(f"found_{len(self._sets)}", self._narrowed(left))
        return self._sets[left]

    def pairs_without(self, *names: str) -> list[tuple[str, str]]:
        """The (filter, value) pairs of the query as an address has them, without these filters and the order."""
        return [
            (name, value)
            for name, values in self.data.lists()
            for value in values
            if value and name in self.filters and name not in (*names, "sort")
        ]

    def _narrowed(self, left_out):
        queryset = self.queryset.all()
        if self.search and "q" not in left_out:
            queryset = queryset.filter(self._matched.condition)
        for name, value in self.chosen.items():
            if name != "q" and name not in left_out:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @cached_property
    def _matched(self):
        """What the search words find: searched once for all the counts."""
        return KeySet("matched", self.queryset.filter(self.search.condition(self.queryset.model)))

    @cached_property
    def _sets(self):
        return {}

    @property
    def sets(self) -> list[KeySet]:
        """Every set that a statement about this query may ask."""
        return [*([self._matched] if self.search else []), *self._sets.values()]


def narrowed(filterset_class: type[RecordFilterSet], query: Any, queryset: Any) -> RecordFilterSet:
    """The valid FilterSet of a query. Raises ValidationError naming the parameters at fault."""
    filterset = filterset_class(query, queryset)
    if not filterset.is_valid():
        raise ValidationError(filterset.form.errors.as_data())
    return filterset


def present_slugs(filterset_class: type[RecordFilterSet], params: Any) -> Any | None:
    """The query with present slugs in place of former ones, or None if it holds no former slug."""
    found, changed = params.copy(), False
    for name, item in filterset_class.base_filters.items():
        kind = getattr(item, "target", lambda model: None)(filterset_class._meta.model)
        if kind and params.getlist(name):
            moved = renames(kind, params.getlist(name))
            found.setlist(name, list(dict.fromkeys(moved.get(slug, slug) for slug in params.getlist(name))))
            changed = changed or bool(moved)
    return found if changed else None

"""How a reader narrows a list. A kind's FilterSet is written once and serves the page, JSON, CSV and the facets.

Several values of one filter mean *or*, different filters mean *and*, `<name>__all` means *and* within one filter,
and the word `none` asks for the records that have nothing recorded there.
"""

import django_filters
from django import forms
from django.db.models import Q

from collabfutures.curation.database.expressions import KeyIn
from collabfutures.curation.fields import EARLIEST_YEAR, LATEST_YEAR, NOTHING
from collabfutures.curation.publication import is_public
from collabfutures.curation.relations import relation_path
from collabfutures.curation.search import rows as search

ALL_OF = "__all"
# These order the list or word the search; they leave nothing out by themselves.
UNCOUNTED = ("sort", "words")


class ValuesField(forms.Field):
    """Every value that a parameter was given, as written."""

    widget = forms.MultipleHiddenInput

    def to_python(self, values):
        return list(dict.fromkeys(value for value in values or [] if value != ""))


class ValuesFilter(django_filters.Filter):
    """A filter of several values. Subclasses say which are allowed, and which records have one of them."""

    field_class = ValuesField
    takes_several = True

    def filter(self, queryset, values):
        return queryset.filter(self.condition(queryset.model, values)) if values else queryset

    def condition(self, model, values):
        """The records of `model` with at least one of the values."""
        present = [value for value in values if value != NOTHING]
        found = self.having(model, present) if present else Q(pk__in=[])
        return found | self.without(model) if NOTHING in values else found

    def allowed(self, model):
        """The values to choose from, or None where any text may be asked for."""

    def fixed_values(self, model):
        """The values that the code lists, for the API's description; None where they depend on the records."""

    def wrong_values(self, model, values):
        allowed = self.allowed(model)
        return [value for value in values if allowed is not None and value not in allowed]


class RelationFilter(ValuesFilter):
    """Records related to public records of another kind, by slug.

    `field_name` may name several relations to one kind, separated by commas: any of them will do. `every_option` says
    whether options without records are listed too, as befits a vocabulary; `within`, a function of the published
    records of that kind, says which.
    """

    def __init__(self, field_name, every_option=True, within=None, **kwargs):
        super().__init__(field_name, **kwargs)
        self.every_option = every_option
        self.within = within

    @property
    def relations(self):
        return self.field_name.split(",")

    def target(self, model):
        return model._meta.get_field(self.relations[0]).related_model

    def options(self, model):
        """The records that are worth listing as options even where nothing is related to them."""
        published = self.target(model).objects.published()
        return self.within(published) if self.within else published

    def related(self, model, **lookups):
        """The records that have such a relation."""
        found = Q()
        for name in self.relations:
            # A subquery, not a join: two such filters then ask for two different links, and no row comes twice.
            path = relation_path(model, name)
            linked = {f"{path}__{lookup}": value for lookup, value in lookups.items()}
            found |= Q(KeyIn("pk", model._base_manager.filter(is_public(f"{path}__"), **linked)))
        return found

    def having(self, model, values):
        return self.related(model, slug__in=values)

    def without(self, model):
        return ~self.related(model)

    def allowed(self, model):
        return self.target(model).objects.published().order_by("slug").values_list("slug", flat=True)


class RelationAllFilter(RelationFilter):
    """As RelationFilter, and a record must have every one of the values."""

    most = 10

    def filter(self, queryset, values):
        for value in values or []:
            queryset = queryset.filter(self.condition(queryset.model, [value]))
        return queryset


class ChoiceFilter(ValuesFilter):
    """Records with one of a column's listed values."""

    def choices(self, model):
        return {value: label for value, label in model._meta.get_field(self.field_name).flatchoices if value}

    def allowed(self, model):
        return list(self.choices(model))

    fixed_values = allowed

    def having(self, model, values):
        return Q(**{f"{self.field_name}__in": values})

    def without(self, model):
        return Q(**{self.field_name: ""})


class TextFilter(ChoiceFilter):
    """Records with one of the texts that a column happens to hold, such as a funder's name."""

    def choices(self, model):
        return {}

    def allowed(self, model):
        return None

    fixed_values = allowed


class RecordedFilter(ValuesFilter):
    """Whether a text has been recorded: `recorded`, or `none`."""

    RECORDED = "recorded"

    def allowed(self, model):
        return [self.RECORDED]

    fixed_values = allowed

    def having(self, model, values):
        return ~self.without(model)

    def without(self, model):
        return Q(**{self.field_name: ""})


class YearFilter(ValuesFilter):
    """Records of a year: a column that holds one, or a relation to several."""

    def allowed(self, model):
        return [str(year) for year in range(EARLIEST_YEAR, LATEST_YEAR + 1)]

    def _dated(self, model, **lookups):
        lookups = {f"{self.field_name}__{lookup}": value for lookup, value in lookups.items()}
        return Q(KeyIn("pk", model._base_manager.filter(**lookups)))

    def having(self, model, values):
        return self._dated(model, **{"in": [int(value) for value in values]})

    def without(self, model):
        return ~self._dated(model, isnull=False)


class SearchFilter(django_filters.CharFilter):
    """Full-text search over the words of the record."""

    def __init__(self, **kwargs):
        super().__init__(label="Search", validators=[search.terms], strip=True, **kwargs)

    def filter(self, queryset, text):
        return queryset.matching(text, [words for words, _ in self.parent.other_wordings]) if text else queryset


class WordsFilter(django_filters.ChoiceFilter):
    """Whether a search keeps to the words as typed. It narrows nothing by itself: SearchFilter asks it."""

    AS_TYPED = "as-typed"

    def __init__(self):
        wrong = f"“%(value)s” is not allowed for words. Allowed: {self.AS_TYPED}."
        choices = [(self.AS_TYPED, "Only these words, not what other sectors call it")]
        super().__init__(label="Words", choices=choices, error_messages={"invalid_choice": wrong})

    def filter(self, queryset, value):
        return queryset

"""How many records has each option of each filter, under all the *other* filters? One query for the whole panel."""

import hashlib
import re
from dataclasses import dataclass, replace

from django.db.models import Case, CharField, Count, IntegerField, Value, When
from django.db.models.functions import Cast

from collabfutures.curation.fields import NOTHING, SLUG_PATTERN
from collabfutures.curation.filters.values import ALL_OF, ChoiceFilter, RecordedFilter, RelationFilter, YearFilter
from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.relations import relation_path

ROOM = 20
SLUG = re.compile(SLUG_PATTERN)


@dataclass
class Option:
    value: str
    label: str
    count: int
    selected: bool

    @property
    def key(self):
        """The value as part of an element's id: itself if it is a slug, and otherwise a mark of its own."""
        return self.value if SLUG.fullmatch(self.value) else hashlib.sha256(self.value.encode()).hexdigest()[:8]


@dataclass
class Facet:
    name: str
    label: str
    options: list[Option]
    # Whether a record must have every chosen option, and the name under which the form then sends them.
    match_all: bool = False
    may_match_all: bool = False
    every_option: bool = False

    @property
    def parameter(self):
        return f"{self.name}{ALL_OF}" if self.match_all else self.name

    @property
    def selected(self):
        return [option for option in self.options if option.selected]

    @property
    def shown(self):
        """The options that a page has room for: those chosen, then the most frequent. The API gives all."""
        room = None if self.every_option else ROOM
        first, last = self.worthwhile[:room], self.worthwhile[room:] if room else []
        return first + [option for option in last if option.selected or option.value == NOTHING]

    @property
    def worthwhile(self):
        """All options, and “nothing recorded” only where it would find something."""
        return [option for option in self.options if option.count or option.selected or option.value != NOTHING]

    @property
    def is_useful(self):
        """Whether there is anything to choose."""
        return any(option.count or option.selected for option in self.options)

    @property
    def more(self):
        return len(self.worthwhile) - len(self.shown)

    def as_data(self):
        return [{"value": option.value, "label": option.label, "count": option.count} for option in self.options]


def facets(filterset, names=None, every_option=False):
    """The facets of a valid query, in the FilterSet's order; `names` picks some of them.

    `every_option` has a page list them all, however many they are.
    """
    wanted = {name: item for name, item in filterset.facet_filters().items() if names is None or name in names}
    rows = union_all(arm for name, item in wanted.items() for arm in _arms(filterset, name, item))
    counts = {name: {} for name in wanted}
    for name, value, label, count in rows:
        value = value or NOTHING
        seen = counts[name].get(value, (label, 0))[1]
        counts[name][value] = (label, seen + count)
    found = [_facet(filterset, name, item, counts[name]) for name, item in wanted.items()]
    return [replace(facet, every_option=every_option) for facet in found]


def _facet(filterset, name, item, counted):
    every = filterset.form.cleaned_data.get(f"{name}{ALL_OF}") or []
    chosen = every or filterset.form.cleaned_data.get(name) or []
    nothing = counted.pop(NOTHING, ("", 0))[1]
    known = item.choices(filterset.queryset.model) if isinstance(item, ChoiceFilter) else {}
    if isinstance(item, RecordedFilter):
        known = {item.RECORDED: "Recorded"}
    counted = {value: (known.get(value, label), count) for value, (label, count) in counted.items()}
    for value in [*known, *(value for value in chosen if value != NOTHING)]:
        counted.setdefault(value, (known.get(value, value), 0))
    options = [Option(value, str(label), count, value in chosen) for value, (label, count) in counted.items()]
    by_time = isinstance(item, YearFilter)
    options.sort(key=lambda each: (not each.selected, 0 if by_time else -each.count, each.label.lower()))
    options.append(Option(NOTHING, "Nothing recorded", nothing, NOTHING in chosen))
    return Facet(name, str(item.label), options, bool(every), f"{name}{ALL_OF}" in filterset.filters)


def _arms(filterset, name, item):
    """Querysets of (filter, value, label, count) that together hold all options of one filter."""
    model = filterset.queryset.model
    records = model._base_manager.filter(pk__in=filterset.without(name).values("pk")).order_by()
    if isinstance(item, RelationFilter):
        for path in (relation_path(model, relation) for relation in item.relations):
            yield _counted(records.filter(is_public(f"{path}__")), name, f"{path}__slug", f"{path}__title")
        if item.every_option:
            every = item.options(model).order_by()
            yield every.values_list(constant(name), "slug", "title", Value(0, output_field=IntegerField()))
        nothing = records.filter(item.without(model)).values("state").annotate(n=Count("pk"))
        yield nothing.values_list(constant(name), constant(NOTHING), constant(""), "n")
    else:
        value = _value(item)
        yield _counted(records, name, value, value)


def _value(item):
    if isinstance(item, RecordedFilter):
        filled = When(**{f"{item.field_name}__gt": ""}, then=Value(item.RECORDED))
        return Case(filled, default=Value(""), output_field=CharField())
    return Cast(item.field_name, CharField())


def _counted(records, name, value, label):
    return records.values_list(constant(name), value, label).annotate(n=Count("pk"))

"""What is not known? Counts of what the record leaves open, each with the list or table that shows it."""

from dataclasses import dataclass

from collabfutures.curation.filters import RecordFilterSet
from findings import filters, models
from seminars.models import Discourse, Theme


@dataclass
class Gap:
    """One number: `count` of `total`. `address` lists exactly these records, or shows the table with the empty cells."""

    label: str
    count: int
    total: int
    address: str
    is_list: bool = True


@dataclass
class AxisOfAgenda:
    """One of the four axes on which the source says that questions may be asked, with what it names there."""

    label: str
    themes: list
    open_list: bool


# (words, FilterSet, filter, value): each is a list of records that lack something.
LISTS: tuple[tuple[str, type[RecordFilterSet], str, str], ...] = (
    ("barriers have no remedy recorded", filters.BarrierFilter, "remedies", "none"),
    ("findings are tied to no sector", filters.FindingFilter, "sector", "none"),
    ("findings claim no consensus", filters.FindingFilter, "consensus", "not-claimed"),
    ("impact records cannot be assessed, says the source", filters.ImpactRecordFilter, "assessment", "not-possible"),
)
AXES = (("Policy areas", "policy-area"), ("Disciplines", "discipline"), ("Methods and approaches", "method"))


def gaps():
    """Every Gap in which something is missing."""
    found = [_list(*each) for each in LISTS] + [_cells()]
    return [gap for gap in found if gap.count]


def _list(label, filterset_class, name, value):
    model = filterset_class._meta.model
    public = model.objects.published()
    item = filterset_class.base_filters[name]
    count = public.filter(item.condition(model, [value])).count()
    return Gap(label, count, public.count(), f"{model.get_list_url()}?{name}={value}")


def _cells():
    """The empty cells of discourse × domain of management."""
    discourses = Discourse.objects.published().count()
    domains = Theme.objects.published().filter(roles__slug="management-domain").distinct().count()
    filled = models.Implication.objects.published().values("discourse", "domain").distinct().count()
    total = discourses * domains
    label = "cells say nothing of what a discourse implies for a domain of management"
    return Gap(label, total - filled, total, models.Implication.get_list_url(), is_list=False)


def axes():
    """The axes of the agenda besides the sectors, each with the public themes in that role."""
    themes = Theme.objects.published()
    return [AxisOfAgenda(label, list(themes.filter(roles__slug=role)), True) for label, role in AXES]

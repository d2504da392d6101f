"""What is not known? Counts of what the record leaves open, each with the list or table that shows it."""

from dataclasses import dataclass

from django.db.models import Count

from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.links import Link
from collabfutures.curation.publication import is_public
from collabfutures.curation.querysets import constant, union_all
from findings import filters, models
from findings.vocabulary import MANAGEMENT_DOMAIN
from seminars.models import Discourse, Theme


@dataclass
class Gap:
    """One number: `count` of `total`. `address` lists exactly these, or shows the table."""

    label: str
    count: int
    total: int
    address: str
    is_list: bool = True


# (words, FilterSet, filter, value): each is a list of records that lack something.
LISTS: tuple[tuple[str, type[RecordFilterSet], str, str], ...] = (
    ("barriers have no remedy recorded", filters.BarrierFilter, "remedies", "none"),
    ("findings are tied to no sector", filters.FindingFilter, "sector", "none"),
    ("findings claim no consensus", filters.FindingFilter, "consensus", "not-claimed"),
    ("impact records cannot be assessed, says the source", filters.ImpactRecordFilter, "assessment", "not-possible"),
)
AXES = (("Policy areas", "policy-area"), ("Disciplines", "discipline"), ("Methods and approaches", "method"))


def gaps():
    """Every Gap in which something is missing, in one query."""
    counts = dict(union_all(_counts()))
    found = [_list(number, each, counts) for number, each in enumerate(LISTS)] + [_cells(counts)]
    return [gap for gap in found if gap.count]


def _counts():
    """Querysets of (name, number)."""
    for number, (_, filterset_class, name, value) in enumerate(LISTS):
        model = filterset_class._meta.model
        public = model.objects.published().order_by()
        yield _counted(public, f"{number} of")
        yield _counted(public.filter(filterset_class.base_filters[name].condition(model, [value])), f"{number}")
    yield _counted(Discourse.objects.published().order_by(), "discourses")
    domains = Theme.objects.published().in_role(MANAGEMENT_DOMAIN).order_by()
    yield _counted(domains, "domains")
    filled = models.Implication.objects.published().filter(is_public("discourse__"), domain__in=domains)
    yield _counted(filled.order_by(), "filled")


def _counted(records, name):
    return records.values("state").annotate(n=Count("pk")).values_list(constant(name), "n")


def _list(number, told, counts):
    label, filterset_class, name, value = told
    address = f"{filterset_class._meta.model.get_list_url()}?{name}={value}"
    return Gap(label, counts.get(f"{number}", 0), counts.get(f"{number} of", 0), address)


def _cells(counts):
    """The empty cells of discourse × domain of management; an implication is unique to its cell."""
    total = counts.get("discourses", 0) * counts.get("domains", 0)
    label = "cells say nothing of what a discourse implies for a domain of management"
    empty = max(0, total - counts.get("filled", 0))
    return Gap(label, empty, total, models.Implication.get_list_url(), is_list=False)


def axes():
    """The axes of the agenda besides the sectors, each with the public themes in that role."""
    roles = [role for _, role in AXES]
    themes = Theme.objects.published().filter(is_public("roles__"), roles__slug__in=roles)
    found = list(themes.values_list("roles__slug", "slug", "title"))
    return [(label, [Link(Theme, slug, title) for role, slug, title in found if role == own]) for label, own in AXES]

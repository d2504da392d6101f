"""What is not known? Counts of what the record leaves open, each with the list or table that shows it."""

from dataclasses import dataclass

from django.db.models import IntegerField, Value

from collabfutures.curation.fields import lines
from collabfutures.curation.filters.filtersets import RecordFilterSet
from collabfutures.curation.index.results import number_held
from collabfutures.curation.links import Link
from collabfutures.curation.publication import is_public
from collabfutures.curation.unions import constant, counted, union_all
from collabfutures.curation.versions import KeptForNow
from findings import filters, models
from findings.vocabulary import MANAGEMENT_DOMAIN
from seminars.models import Discourse, Series, Theme


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
    ("findings do not say for which sectors they hold", filters.FindingFilter, "scope", "not-stated"),
    ("findings do not say whether there was consensus", filters.FindingFilter, "consensus", "not-stated"),
    ("impact records cannot be assessed, says the source", filters.ImpactRecordFilter, "assessment", "not-possible"),
)
# The pathways show them to everybody.
found_gaps: KeptForNow[list[Gap]] = KeptForNow()
AXIS, SUBJECTS, DISCIPLINE = "axis", "subjects", "discipline"
AXES = (("Policy areas", "policy-area"), ("Disciplines", DISCIPLINE), ("Methods and approaches", "method"))


def gaps() -> list[Gap]:
    """Every Gap in which something is missing, in at most one query."""
    return found_gaps.get((), _found)


def _found():
    known = _known()
    return _gaps(known | dict(union_all(_counts(known))))


def agenda() -> dict[str, list]:
    """{"gaps": every Gap, "axes": [(label, [Link], [name])] of the agenda besides the sectors}, in one query.

    The names are the research subjects of the awards: their disciplines, whether a question is asked in them or not.
    """
    none, known = constant(""), _known()
    rows = list(union_all([*_counts(known, none, none, none), *_themes()]))
    found = [row for row in rows if row[0] == AXIS]
    subjects = sorted({name for _, role, _, names, _ in found if role == SUBJECTS for name in lines(names)})
    return {
        "gaps": _gaps(known | {name: number for name, *_, number in rows if name != AXIS}),
        "axes": [(label, _links(found, own), subjects if own == DISCIPLINE else []) for label, own in AXES],
    }


def _links(found, own):
    return [Link(Theme, slug, title) for _, role, slug, title, _ in found if role == own]


def _themes():
    """Querysets of (AXIS, role, slug, title, 0): the public themes in each role of the agenda."""
    roles = [role for _, role in AXES]
    themes = Theme.objects.published().filter(is_public("roles__"), roles__key__in=roles).order_by()
    zero = Value(0, output_field=IntegerField())
    yield themes.values_list(constant(AXIS), "roles__key", "slug", "title", zero)
    # The research subjects of an award are its disciplines; those of the awards whose findings stand in our words.
    curated = Series.objects.published().filter(
        pk__in=models.Finding.objects.published().exclude(summary="").values("series")
    )
    yield curated.order_by().values_list(constant(AXIS), constant(SUBJECTS), "slug", "research_subjects", zero)


def _gaps(counts):
    found = [_list(number, each, counts) for number, each in enumerate(LISTS)] + [_cells(counts)]
    return [gap for gap in found if gap.count]


def _known():
    """{name: number} of those that the read index holds."""
    found = {}
    for number, (_, filterset_class, name, value) in enumerate(LISTS):
        if held := number_held(filterset_class, name, value):
            found |= {f"{number}": held[0], f"{number} of": held[1]}
    return found


def _counts(known, *padding):
    """Querysets of (name, *padding, number) of those that are not known."""
    for number, (_, filterset_class, name, value) in enumerate(LISTS):
        if f"{number}" in known:
            continue
        model = filterset_class._meta.model
        public = model.objects.published().order_by()
        yield counted(public, constant(f"{number} of"), *padding)
        yield counted(
            public.filter(filterset_class.base_filters[name].condition(model, [value])), constant(f"{number}"), *padding
        )
    yield counted(Discourse.objects.published().order_by(), constant("discourses"), *padding)
    domains = Theme.objects.published().in_role(MANAGEMENT_DOMAIN).order_by()
    yield counted(domains, constant("domains"), *padding)
    filled = models.Implication.objects.published().filter(is_public("discourse__"), domain__in=domains)
    yield counted(filled.order_by(), constant("filled"), *padding)


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

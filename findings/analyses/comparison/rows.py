"""What do two to four discourses say, side by side? Rows of a table; it supports judgement and ranks nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from collabfutures.curation.links import Link
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.field_values import field_values
from findings.analyses.comparison.of_series import SERIES, of_series
from findings.models import Finding, Implication, Manifestation, Tension
from findings.querysets import TensionQuerySet
from findings.serializers import TensionSerializer
from findings.vocabulary import MANAGEMENT_DOMAIN
from seminars.models import Discourse, Theme
from seminars.serializers import DiscourseSerializer

LEAST, MOST = 2, 4
WORDS = (
    "speaks_of",
    "stance",
    "purpose",
    "underpinned_by",
    "practices",
    "prominent_when",
    "mechanism",
    "actors",
    "dominance",
    "success",
    "concepts",
    "challenges",
)


@dataclass
class Row:
    """One question; (discourse, the texts and links that answer it) for each, none where nothing is recorded."""

    label: str
    group: str
    cells: list[tuple[Discourse, list]]

    @property
    def differs(self) -> bool:
        return any(items != self.cells[0][1] for _, items in self.cells)


def chosen(slugs: Iterable[str]) -> tuple[list[Discourse], Collection[Discourse]]:
    """(the public discourses named, in the order named; all public discourses).

    Raises ValidationError for an unknown one or a wrong number.
    """
    known = {discourse.slug: discourse for discourse in Discourse.objects.published()}
    slugs = list(dict.fromkeys(slugs))
    wrong = [slug for slug in slugs if slug not in known]
    if wrong:
        raise ValidationError({"discourse": not_allowed("discourse", wrong[0], known)})
    if not LEAST <= len(slugs) <= MOST:
        raise ValidationError({"discourse": f"Choose {LEAST} to {MOST} discourses, not {len(slugs)}."})
    return [known[slug] for slug in slugs], known.values()


def rows(discourses: list[Discourse], series: Iterable[str] = ()) -> list[Row]:
    """Every row of the comparison, those of one group together; of some series where their slugs are given.

    What a discourse says of itself is the same in every series.
    """
    shown = of_series(Manifestation.objects.published(), series).filter(discourse__in=discourses)
    places = Row("Shows in", "Where it shows", _by_discourse(shown, discourses))
    implied = of_series(Implication.objects.published(), series).filter(discourse__in=discourses)
    return [*_own_words(discourses), places, *_implications(discourses, implied)]


def _own_words(discourses):
    DiscourseSerializer.prepare(discourses)
    told = [
        {field_value.name: field_value for field_value in field_values(discourse, DiscourseSerializer)}
        for discourse in discourses
    ]
    for name in WORDS:
        label = next((each[name].label for each in told if name in each), None)
        if label:
            items = [[*each[name].links, *each[name].values] if name in each else [] for each in told]
            yield Row(label, "What it says", list(zip(discourses, items, strict=True)))


def _implications(discourses, found):
    for domain in Theme.objects.published().in_role(MANAGEMENT_DOMAIN):
        here = [implication for implication in found if implication.domain_id == domain.pk]
        cells = _by_discourse(here, discourses)
        yield Row(domain.title, "What follows for", cells)


def _by_discourse(records, discourses):
    return [
        (discourse, [_link(record) for record in records if record.discourse_id == discourse.pk])
        for discourse in discourses
    ]


def _link(record):
    return Link(type(record), record.slug, record.title, is_our_reading=bool(record.readings))


def tensions(discourses: list[Discourse], series: Iterable[str] = ()) -> tuple[list[Tension], TensionQuerySet]:
    """(between two of exactly these, with an opponent that the source does not name)."""
    slugs = [discourse.slug for discourse in discourses]
    public = of_series(Tension.objects.published(), series)
    return TensionSerializer.prepare(public.between(slugs)), public.with_unnamed(slugs)


@dataclass
class Own:
    """A discourse, the findings that speak of it and of none other here, how many speak of it at all, and where."""

    discourse: Discourse
    alone: list[Link]
    total: int
    address: str


def findings(discourses: list[Discourse], series: Iterable[str] = ()) -> tuple[list[Link], list[Own]]:
    """(the findings that speak of all of these, an Own for each)."""
    # A join on purpose: each finding comes once for each of the discourses that it speaks of.
    found = of_series(Finding.objects.published(), series).filter(discourses__in=discourses).order_by("title", "pk")
    spoken = {}
    for slug, title, pk in found.values_list("slug", "title", "discourses"):
        spoken.setdefault(Link(Finding, slug, title), set()).add(pk)
    shared = [link for link, pks in spoken.items() if len(pks) == len(discourses)]
    return shared, [_own(discourse, spoken, series) for discourse in discourses]


def _own(discourse, spoken, series):
    alone = [link for link, pks in spoken.items() if pks == {discourse.pk}]
    query = urlencode([("discourse", discourse.slug), *((SERIES, slug) for slug in series)])
    total = sum(discourse.pk in pks for pks in spoken.values())
    return Own(discourse, alone, total, f"{Finding.get_list_url()}?{query}")

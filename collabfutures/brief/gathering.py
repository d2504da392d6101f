"""Everything that the documents of a brief are written from, gathered in a few queries for all of them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from collabfutures.brief import pages
from collabfutures.brief.collection import Collection
from collabfutures.brief.entries import entry
from collabfutures.brief.parts import Entry
from collabfutures.brief.references import References, cited
from collabfutures.brief.sections import named, open_on
from collabfutures.curation import registry
from collabfutures.curation.links import prefetch_mixed_links
from collabfutures.curation.mixed import fetch_mixed
from collabfutures.curation.models import Record
from findings.models import Finding, Implication, ResearchQuestion, Tension
from seminars.models import ApplicationArea, Discourse, Representation, Sector, Series

MOST_OPTIONS = 4


@dataclass
class Gathered:
    """`records` are those collected; `findings` they and those that collected answers cite; `series` the awards of
    these, `voices` who was there, `areas` where they say it may be used.

    `options` are the discourses that the reader compares, `implied` what is recorded to follow from them, `competing`
    the tensions of all discourses named, `open_questions` those on the themes named.
    """

    collection: Collection
    sector: Sector | None
    absolute: Callable[[str], str]
    records: list[Record]
    entries: list[Entry]
    references: References
    competing: list[Tension]
    open_questions: list[ResearchQuestion]
    options: list[Discourse]
    implied: list[Implication]
    findings: list[Finding]
    series: list[Series]
    voices: list[Representation]
    areas: list[ApplicationArea]


def gathered(
    found: dict[str, Record], collection: Collection, sector: Sector | None, absolute: Callable[[str], str]
) -> Gathered:
    """What a Collection comes to, of which the records `found` are public, for readers of a Sector (or None)."""
    records = list(found.values())
    _prepare(records)
    shown = {key: each for key in collection.pages if (each := pages.entry(key, absolute))}
    options = _options(records, shown.values())
    sources, competing, open_questions, discourses, *others = fetch_mixed(
        cited(records),
        Tension.objects.published().of(named(records, "discourse") | set(options)),
        open_on(records, sector),
        Discourse.objects.published().filter(slug__in=options),
        *_behind(records, options),
    )
    references = References(records, sources, absolute)
    told = {key: entry(key, record, absolute, references) for key, record in found.items()}
    told |= shown
    entries = [told[key] for key in collection.keys if key in told]
    discourses.sort(key=lambda discourse: options.index(discourse.slug))
    common = (collection, sector, absolute, records, entries, references, competing, open_questions)
    return Gathered(*common, discourses, *others)


def _prepare(records):
    """As the serializers do, with the links of all kinds in one query."""
    by_kind = sorted(records, key=lambda record: record._meta.label_lower)
    groups = [(registry.kind_of(kind).serializer_class, list(group)) for kind, group in groupby(by_kind, key=type)]
    prefetch_mixed_links((group, serializer.linked()) for serializer, group in groups)
    for serializer, group in groups:
        serializer.prefetch_rest(group)


def _options(records, shown):
    """The slugs of the discourses to choose between: those that pages are about or collected, or else named most."""
    chosen = [slug for entry in shown for slug in entry.about]
    chosen += [record.slug for record in records if isinstance(record, Discourse)]
    links = (link for record in records for links in record.links.values() for link in links)
    often = Counter(link.slug for link in links if link.kind is Discourse)
    return list(dict.fromkeys(chosen or [slug for slug, _ in often.most_common()]))[:MOST_OPTIONS]


def _behind(records, options) -> list[QuerySet]:
    """What follows from the options; the findings, the series of all this, and who took part in those."""
    slugs = [record.slug for record in records if isinstance(record, Finding)]
    cites = Q(pk__in=Finding.objects.filter(answers__slug__in=named(records, "answer")).values("pk"))
    findings = Finding.objects.published().filter(Q(slug__in=slugs) | cites)
    series = Series.objects.published().filter(
        Q(slug__in=named(records, "series")) | Q(pk__in=findings.values("series"))
    )
    voices = Representation.objects.published().filter(series__in=series.values("pk"), seminar=None)
    areas = ApplicationArea.objects.published().filter(pk__in=series.values("application_areas"))
    return [Implication.objects.published().filter(discourse__slug__in=options), findings, series, voices, areas]

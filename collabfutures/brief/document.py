"""What stands in a brief? Plain data, written down once for the page, DOCX and PDF."""

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.text import capfirst

from collabfutures.api import router
from collabfutures.brief.parts import Entry, Line, Section
from collabfutures.brief.sections import named, questions, tensions, terms
from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.plain import reference
from collabfutures.curation.facts import facts
from collabfutures.curation.models import ContentVersion
from seminars.models import Source

SERIALIZERS = {view.serializer_class.Meta.model: view.serializer_class for _, view, _ in router.registry}
CAVEAT = (
    "This brief repeats what is recorded in the knowledge base and ranks nothing. What is marked as not recorded is a "
    "gap in the record, not a finding that there is nothing."
)


@dataclass
class Brief:
    title: str
    sector: str
    day: str
    version: int
    address: str
    entries: list[Entry]
    sections: list[Section]
    sources: list[str]
    caveat: str = CAVEAT

    @property
    def gaps(self):
        return [Line(entry.title, ", ".join(entry.gaps)) for entry in self.entries if entry.gaps]


def written(records, collection, sector, request):
    """The Brief of a Collection, of which `records` are public, for readers of a Sector (or None)."""
    absolute = request.build_absolute_uri
    _prepare(records)
    entries = [_entry(record, absolute) for record in records]
    discourses, themes = named(records, "discourse"), named(records, "theme")
    return Brief(
        title=collection.title or "What is known: a brief",
        sector=sector.title if sector else "",
        day=f"{timezone.localdate():%-d %B %Y}",
        version=ContentVersion.current(),
        address=absolute(f"{request.path}?{collection.query}"),
        entries=entries,
        sections=[tensions(discourses), terms(themes, sector), questions(themes, sector)],
        sources=_sources(records, absolute),
    )


def _prepare(records):
    by_kind = sorted(records, key=lambda record: record._meta.label_lower)
    for _, group in groupby(by_kind, key=type):
        group = list(group)
        SERIALIZERS[type(group[0])].prepare(group)


def _entry(record, absolute):
    told = facts(record, SERIALIZERS[type(record)])
    lines, gaps = [], []
    for fact in told:
        if fact.name == "sources":
            continue
        texts = [str(link) for link in fact.links] or [str(value) for value in fact.values]
        if texts:
            lines.append(Line(fact.label, "; ".join(texts)))
        else:
            gaps.append(f"{fact.label.lower()} ({fact.absence.lower()})")
    kind = capfirst(record._meta.verbose_name)
    return Entry(record, kind, record.title, record.summary, absolute(record.get_absolute_url()), lines, gaps)


def _sources(records, absolute):
    """A reference for each document, with all the places in it that the records rest on."""
    slugs = {link.slug for record in records for link in record.links["sources"]}
    slugs |= {record.slug for record in records if isinstance(record, Source)}
    documents = {}
    for source in Source.objects.published().filter(slug__in=slugs):
        key = (source.document, source.authors, source.year, source.web_address)
        documents.setdefault(key, []).append(source)
    return [_cited(sources, absolute) for sources in documents.values()]


def _cited(sources, absolute):
    item = csl_item(sources[0], absolute(sources[0].get_absolute_url()))
    return reference({**item, "note": "; ".join(source.place for source in sources if source.place)})

"""What stands in a brief? Plain data, written down once for the page, DOCX and PDF."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone
from django.utils.text import capfirst

from collabfutures.api import router
from collabfutures.curation.citations.csl import csl_item
from collabfutures.curation.citations.written import reference
from collabfutures.curation.facts import facts
from collabfutures.curation.models import ContentVersion
from collabfutures.curation.publication import is_public
from findings.models import ResearchQuestion, Tension, Term
from seminars.models import Source

SERIALIZERS = {view.serializer_class.Meta.model: view.serializer_class for _, view, _ in router.registry}
CAVEAT = (
    "This brief repeats what is recorded in the knowledge base and ranks nothing. What is marked as not recorded is a "
    "gap in the record, not a finding that there is nothing."
)


@dataclass
class Line:
    label: str
    text: str


@dataclass
class Entry:
    """One record: what was found, with every line that is recorded of it, and what is not."""

    record: object
    kind: str
    title: str
    summary: str
    address: str
    lines: list[Line] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


@dataclass
class Section:
    """A heading with lines, or the words for its emptiness."""

    title: str
    lines: list[Line]
    absence: str


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


def written(records, title, sector, request):
    """The Brief of public records, for readers of a Sector (or None)."""
    absolute = request.build_absolute_uri
    _prepare(records)
    entries = [_entry(record, absolute) for record in records]
    discourses, themes = _named(records, "discourse"), _named(records, "theme")
    return Brief(
        title=title or "What is known: a brief",
        sector=sector.title if sector else "",
        day=f"{timezone.localdate():%-d %B %Y}",
        version=ContentVersion.current(),
        address=absolute(),
        entries=entries,
        sections=[_tensions(discourses), _terms(themes, sector), _questions(themes, sector)],
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


def _named(records, kind):
    """The slugs of all records of a kind that the collected ones are or point at."""
    found = {record.slug for record in records if record._meta.model_name == kind}
    links = (link for record in records for links in record.links.values() for link in links)
    return found | {link.slug for link in links if link.kind._meta.model_name == kind}


def _tensions(discourses):
    tensions = Tension.objects.published().filter(is_public("first__"))
    lines = [
        Line(tension.title, tension.summary)
        for tension in tensions.select_related("first", "second")
        if discourses & {tension.first.slug, tension.second.slug if tension.second else None}
    ]
    return Section("What competes", lines, "No tension is recorded for the discourses in this brief.")


def _terms(themes, sector):
    terms = Term.objects.published().filter(is_public("theme__"), theme__slug__in=themes).select_related("theme")
    terms = terms.filter(sector=sector) if sector else terms
    lines = [Line(term.theme.title, f"{term.title} ({term.get_match_display().lower()})") for term in terms]
    whose = f"the {sector.title.lower()}" if sector else "any sector"
    return Section("Words of the sector", lines, f"Which words {whose} uses for these themes is not recorded.")


def _questions(themes, sector):
    questions = ResearchQuestion.objects.published()
    questions = questions.filter(sectors=sector) if sector else questions
    near = questions.filter(pk__in=ResearchQuestion.objects.filter(themes__slug__in=themes).values("pk"))
    lines = [Line(question.title, question.summary) for question in (near or questions)]
    return Section("Open questions", lines, "No research question is recorded for this.")


def _sources(records, absolute):
    slugs = {link.slug for record in records for link in record.links["sources"]}
    slugs |= {record.slug for record in records if isinstance(record, Source)}
    sources = Source.objects.published().filter(slug__in=slugs)
    return [reference(csl_item(source, absolute(source.get_absolute_url()))) for source in sources]

"""What a brief adds to the records that a reader collected: tensions, words of the sector, open questions."""

from django.db.models import Q, QuerySet

from collabfutures.brief.parts import READING, Line, Section
from collabfutures.curation.models import Record
from findings.models import ResearchQuestion, Tension, Term
from seminars.models import Sector


def named(records: list[Record], kind: str) -> set[str]:
    """The slugs of all records of a kind that the collected ones are or point at."""
    found = {record.slug for record in records if record._meta.model_name == kind}
    links = (link for record in records for links in record.links.values() for link in links)
    return found | {link.slug for link in links if link.kind._meta.model_name == kind}


def tensions(records: list[Record], competing: list[Tension]) -> Section:
    """What competes with the discourses named, besides the tensions that were collected."""
    lines = [Line(each.title, told(each)) for each in _by_title(competing) if each not in records]
    collected = any(isinstance(record, Tension) for record in records)
    absence = "Nothing besides the tensions above." if collected else "No tension is recorded for these discourses."
    return Section("What competes", lines, absence)


def told(tension: Tension) -> str:
    """What a tension says, with the mark of our reading."""
    mark = f"({READING}: the source does not call these competing.)" if tension.is_our_reading else ""
    reading = f"Our reading: {tension.interpretation}" if tension.interpretation else ""
    return " ".join(filter(None, [tension.summary, reading, mark]))


def terms(records: list[Record], sector: Sector | None) -> Section:
    """What sectors, or the reader's sector, call the themes named."""
    found = Term.objects.published().of(named(records, "theme")).select_related("theme", "sector")
    found = found.filter(Q(sector=sector) | Q(sector=None)) if sector else found
    lines = [Line(term.theme.title, f"{term.title} ({_kind(term)})") for term in found]
    whose = f"the {sector.title.lower()}" if sector else "any sector"
    return Section("Words across sectors", lines, f"Which words {whose} uses for these themes is not recorded.")


def _kind(term):
    whose = term.sector.title.lower() if term.sector else "any sector"
    return f"{whose}, {term.get_match_display().lower()}"


def open_on(records: list[Record], sector: Sector | None) -> QuerySet[ResearchQuestion]:
    """Open questions on the themes named."""
    on_themes = ResearchQuestion.objects.filter(themes__slug__in=named(records, "theme"))
    found = ResearchQuestion.objects.published().filter(pk__in=on_themes.values("pk"))
    return found.filter(pk__in=ResearchQuestion.objects.filter(sectors=sector).values("pk")) if sector else found


def questions(records: list[Record], found: list[ResearchQuestion]) -> Section:
    """Those of the open questions found that were not collected."""
    lines = [Line(each.title, each.summary) for each in _by_title(found) if each not in records]
    return Section("Open questions", lines, "No further research question is recorded on these themes.")


def _by_title(records):
    return sorted(records, key=lambda record: (record.sort_title, record.pk))

"""What stands on the one page for a board? Plain data, short enough for A4, written down once for DOCX and PDF."""

from dataclasses import dataclass, field
from textwrap import shorten

from django.utils import timezone

from collabfutures.brief import evidence
from collabfutures.brief.evidence import MOST, some
from collabfutures.brief.gathering import Gathered
from collabfutures.brief.options import Option, option
from collabfutures.brief.parts import READING
from collabfutures.curation.fields import lines
from collabfutures.curation.models import Record
from findings.models import Answer, Finding

LONG = 420


@dataclass
class Paper:
    """Each list has what there is room for; `rest` says where everything else is. `answer` names what it repeats."""

    question: str
    organisation: str
    day: str
    for_whom: str
    address: str
    answer: list[str]
    answered_by: str
    limits: list[str]
    partners: list[str]
    options: list[Option]
    competes: list[str]
    basis: list[str]
    voices: list[str]
    gaps: list[str]
    ask: list[str]
    rest: str
    absences: dict[str, str] = field(default_factory=lambda: dict(ABSENCES))


ABSENCES = {
    "competes": "No tension is recorded for this.",
    "voices": "Who took part is not recorded.",
    "gaps": "Nothing besides what stands above.",
    "ask": "No question is recorded for this.",
}


def paper(found: Gathered, address: str) -> Paper:
    """The Paper of what was gathered, which can be opened again at an address."""
    answer, answered_by = _answer(found)
    return Paper(
        question=found.collection.title or "What is known?",
        organisation=found.collection.organisation,
        day=f"{timezone.localdate():%-d %B %Y}",
        for_whom=f"For readers of the {found.sector.title.lower()}" if found.sector else "",
        address=address,
        answer=answer,
        answered_by=answered_by,
        limits=some(each.limits for each in _collected(found, Answer)),
        partners=_of_workshop(found, "Result")[:MOST],
        options=[option(each, found) for each in found.options],
        competes=evidence.competes(found),
        basis=evidence.basis(found),
        voices=evidence.voices(found),
        gaps=evidence.gaps(found),
        ask=_ask(found),
        rest="Everything that was chosen stands in the annex, which is a document of its own.",
    )


def _collected(found: Gathered, kind: type[Record]) -> list:
    return [record for record in found.records if isinstance(record, kind)]


def _answer(found):
    """(the texts, what they repeat): the recorded answers collected, or else what the findings say."""
    answers, findings = _collected(found, Answer), _collected(found, Finding)
    if len(answers) == 1:
        return [shorten(answers[0].summary, LONG, placeholder=" …")], f"Recorded answer to “{answers[0].title}”"
    if answers:
        return some(f"{each.title} {each.summary}" for each in answers), "Recorded answers to these questions"
    if findings:
        return some(each.summary or each.title for each in findings), "From the findings chosen"
    return [], "Add an answer or a finding to the brief to get a short answer here."


def _of_workshop(found, label):
    return [line.text for entry in found.entries for line in entry.lines if line.label == label and not entry.cites]


def _ask(found):
    """The recorded questions; where there are fewer than there is room for, what is open in research."""
    answers = [f"{text} ({READING})" for each in _collected(found, Answer) for text in lines(each.ask_next)]
    recorded = some([*_of_workshop(found, "To ask"), *answers])
    still_open = [f"Open in research: {each.title}" for each in found.open_questions]
    return recorded + still_open[: max(0, MOST - len(recorded))]

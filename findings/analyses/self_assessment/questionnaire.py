"""Which statements are partners in a collaboration asked, and what did they answer?

The answers stand in the address: `NUMBER-STATEMENT=0…3`, `name-NUMBER=…`, `edition=…`. Nothing is stored.
`partner=NUMBER` asks one partner alone, `join=…` takes pasted addresses of partners who answered on their own.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict

from collabfutures.curation.publication import is_public
from findings.models import AssessmentStatement

PARTNERS = 4
LONGEST_NAME = 40
PARTNER, JOIN = "partner", "join"
ANSWERS = (("0", "No"), ("1", "Mostly not"), ("2", "Mostly yes"), ("3", "Yes"))
STRONGEST = int(ANSWERS[-1][0])


@dataclass
class Partner:
    """One organisation: its name and its answers {statement slug: 0 to 3}."""

    number: int
    name: str
    answers: dict[str, int] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters by which an address says what this partner answered."""
        answers = [(f"{self.number}-{slug}", str(value)) for slug, value in self.answers.items()]
        return [(f"name-{self.number}", self.name), *answers]

    def answered(self, statements: Iterable[AssessmentStatement]) -> int:
        """How many of the statements it has answered."""
        return sum(each.slug in self.answers for each in statements)

    def share(self, statements: Iterable[AssessmentStatement]) -> int | None:
        """Agreement with the statements answered, in percent of full agreement; None if none was answered."""
        given = [self.answers[each.slug] for each in statements if each.slug in self.answers]
        return round(100 * sum(given) / (STRONGEST * len(given))) if given else None


def statements() -> list[AssessmentStatement]:
    """The public statements of public discourses, in their order."""
    asked = AssessmentStatement.objects.published().filter(is_public("discourse__"))
    return list(asked.select_related("discourse").order_by("position", "pk"))


def edition(asked: list[AssessmentStatement]) -> str:
    """A short mark of the statements as they stand: it changes when one is added, dropped or reworded."""
    text = "|".join(sorted(f"{each.slug} {each.discourse_id} {each.title}" for each in asked))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def names(asked: list[AssessmentStatement]) -> list[str]:
    """Every parameter that the questionnaire may have."""
    numbers = range(1, PARTNERS + 1)
    answers = (f"{number}-{each.slug}" for number in numbers for each in asked)
    return ["edition", PARTNER, JOIN, *(f"name-{number}" for number in numbers), *answers]


def partners(query: QueryDict, asked: list[AssessmentStatement]) -> tuple[list[Partner], dict[str, list[str]]]:
    """(the partners of an address, {parameter: what is wrong with it}); a wrong answer counts as none."""
    wrong = _wrong_names(query) | _wrong_answers(query, asked)
    found = []
    for number in range(1, PARTNERS + 1):
        names = {each.slug: f"{number}-{each.slug}" for each in asked}
        given = {slug: query.get(name, "") for slug, name in names.items() if name not in wrong}
        name = query.get(f"name-{number}", "").strip()[:LONGEST_NAME]
        answers = {slug: int(value) for slug, value in given.items() if value}
        found.append(Partner(number, name or f"Partner {number}", answers))
    return found, wrong


def _wrong_names(query):
    told = f"A name may have at most {LONGEST_NAME} characters."
    names = [f"name-{number}" for number in range(1, PARTNERS + 1)]
    return {name: [told] for name in names if len(query.get(name, "").strip()) > LONGEST_NAME}


def _wrong_answers(query, asked):
    values, words = dict(ANSWERS), ", ".join(f"{value} ({label})" for value, label in ANSWERS)
    return {
        f"{number}-{each.slug}": [f"“{given[:20]}” is no answer to “{each.title}” Allowed: {words}."]
        for number in range(1, PARTNERS + 1)
        for each in asked
        if (given := query.get(f"{number}-{each.slug}", "")) and given not in values
    }

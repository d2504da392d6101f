"""Which discourses does each partner in a collaboration speak, where do they differ, and what does that open?

The answers stand in the address: `NUMBER-STATEMENT=0…3`, `name-NUMBER=…`, `edition=…`. Nothing is stored.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict

from collabfutures.curation.publication import is_public
from findings.models import AssessmentStatement, Tension
from seminars.models import Discourse

PARTNERS = 4
LONGEST_NAME = 40
ANSWERS = (("0", "No"), ("1", "Mostly not"), ("2", "Mostly yes"), ("3", "Yes"))
STRONGEST = int(ANSWERS[-1][0])
# From half of full agreement on a partner is taken to speak a discourse.
HELD = 50


@dataclass
class Partner:
    """One organisation: its name and its answers {statement slug: 0 to 3}."""

    number: int
    name: str
    answers: dict[str, int] = field(default_factory=dict)

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
    return ["edition", *(f"name-{number}" for number in numbers), *answers]


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


def profile(
    partners: list[Partner], asked: list[AssessmentStatement]
) -> list[tuple[Discourse, int, list[tuple[Partner, int | None, int]]]]:
    """[(discourse, number of its statements, [(partner, its share, how many it answered)])], in their order."""
    by_discourse = {}
    for each in asked:
        by_discourse.setdefault(each.discourse, []).append(each)
    return [
        (discourse, len(own), [(partner, partner.share(own), partner.answered(own)) for partner in partners])
        for discourse, own in by_discourse.items()
    ]


def differences(
    partners: list[Partner], asked: list[AssessmentStatement]
) -> list[tuple[AssessmentStatement, list[tuple[Partner, str]]]]:
    """[(statement, [(partner, answer in words)])] where answers lie two or more steps apart, the widest first."""
    words = {int(value): label for value, label in ANSWERS}
    found = []
    for each in asked:
        given = [partner.answers.get(each.slug) for partner in partners]
        values = [value for value in given if value is not None]
        if len(values) > 1 and max(values) - min(values) > 1:
            shown = [(partner, words.get(value, "No answer")) for partner, value in zip(partners, given, strict=True)]
            found.append((max(values) - min(values), each, shown))
    return [(each, shown) for _, each, shown in sorted(found, key=lambda row: -row[0])]


def spoken(shares: Iterable[tuple[Discourse, int, list]]) -> tuple[list[Discourse], list[Tension]]:
    """(discourses that some partner speaks, the recorded tensions between these); `shares` is a profile."""
    held = [one for one, _, each in shares if any(share is not None and share >= HELD for _, share, _ in each)]
    slugs, public = [discourse.slug for discourse in held], Tension.objects.published()
    unnamed = public.with_unnamed(slugs) if len(held) > 1 else public.none()
    return held, [*public.between(slugs), *unnamed]

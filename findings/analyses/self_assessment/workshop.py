"""What the answers of some partners show: sentences, questions, a profile, and what is recorded that bears on it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from findings.analyses.self_assessment import profiles, sentences
from findings.analyses.self_assessment.profiles import Differences, Profile
from findings.analyses.self_assessment.questionnaire import Partner
from findings.models import Answer, AssessmentStatement, Barrier, Finding, Tension
from findings.serializers import TensionSerializer
from seminars.models import Discourse


@dataclass
class Result:
    """`findings` is how many speak of the discourses `held`; `questions` are (text, the answer that asks it)."""

    answered: list[Partner]
    sentences: list[str]
    questions: list[tuple[str, Answer]]
    profile: Profile
    differences: Differences
    held: list[Discourse]
    tensions: list[Tension]
    findings: int
    barriers: QuerySet[Barrier]


def result(partners: list[Partner], asked: list[AssessmentStatement]) -> Result:
    """The Result of partners who answered something."""
    profile = profiles.profile(partners, asked)
    differences = profiles.differences(partners, asked)
    held, tensions = profiles.spoken(profile)
    found = _on(held)
    return Result(
        answered=partners,
        sentences=[*sentences.said(partners, profile), *sentences.furthest(differences)],
        questions=sentences.questions(tensions, held),
        profile=profile,
        differences=differences,
        held=held,
        tensions=TensionSerializer.prepare(tensions),
        findings=found.count() if held else 0,
        barriers=Barrier.objects.published().filter(pk__in=found.values("barriers")),
    )


def _on(discourses: list[Discourse]) -> QuerySet[Finding]:
    return Finding.objects.published().filter(pk__in=Finding.objects.filter(discourses__in=discourses).values("pk"))

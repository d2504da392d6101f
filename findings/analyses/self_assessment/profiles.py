"""Which discourses does each partner speak, where do partners differ, and which recorded tensions does that open?"""

from collections.abc import Sequence

from findings.analyses.self_assessment.questionnaire import ANSWERS, Partner
from findings.models import AssessmentStatement, Tension
from seminars.models import Discourse

# From half of full agreement on a partner is taken to speak a discourse.
HELD = 50

Profile = Sequence[tuple[Discourse, int, Sequence[tuple[Partner, int | None, int]]]]
Differences = Sequence[tuple[AssessmentStatement, list[tuple[Partner, str]]]]


def profile(partners: list[Partner], asked: list[AssessmentStatement]) -> Profile:
    """[(discourse, number of its statements, [(partner, its share, how many it answered)])], in their order."""
    by_discourse = {}
    for each in asked:
        by_discourse.setdefault(each.discourse, []).append(each)
    return [
        (discourse, len(own), [(partner, partner.share(own), partner.answered(own)) for partner in partners])
        for discourse, own in by_discourse.items()
    ]


def differences(partners: list[Partner], asked: list[AssessmentStatement]) -> Differences:
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


def spoken(shares: Profile) -> tuple[list[Discourse], list[Tension]]:
    """(discourses that some partner speaks, the recorded tensions between these); `shares` is a profile."""
    held = [one for one, _, each in shares if any(share is not None and share >= HELD for _, share, _ in each)]
    slugs, public = [discourse.slug for discourse in held], Tension.objects.published()
    unnamed = public.with_unnamed(slugs) if len(held) > 1 else public.none()
    return held, [*public.between(slugs), *unnamed]

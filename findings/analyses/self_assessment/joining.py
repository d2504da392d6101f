"""Addresses that partners sent back, put together: each holds the answers of one partner, or of several."""

import re
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.http import QueryDict

from findings.analyses.self_assessment.questionnaire import JOIN, PARTNERS, Partner, partners
from findings.models import AssessmentStatement


def query_of(partners_there: list[Partner], edition: str) -> str:
    """The query that says what these partners answered."""
    return urlencode([("edition", edition), *(pair for partner in partners_there for pair in partner.pairs)])


HINT = "Ask your partner to press the button at the end of their page, and paste the link shown after that."
# An address in whatever else was pasted, such as a whole mail.
ADDRESS = re.compile(r"\S*\?\S+=\S*")


def joined(pasted: str, here: list[Partner], asked: list[AssessmentStatement]) -> tuple[list[Partner], str]:
    """(the partners of this page and of the pasted addresses, the edition that one of them answered, if it says so).

    Whoever has the number of somebody else gets the next free one. Raises ValidationError where no address is found,
    for one that holds no answers, and for more partners than there is room for.
    """
    found, edition = [partner for partner in here if partner.answers], ""
    addresses = ADDRESS.findall(pasted)
    if not addresses:
        raise ValidationError({JOIN: f"There is no link in what was pasted. {HINT}"})
    for text in addresses:
        theirs, theirs_edition = _answered(text, asked)
        edition = edition or theirs_edition
        # Who answered after others sends the answers of those along.
        for partner in (each for each in theirs if each not in found):
            found.append(_numbered(partner, {each.number for each in found}))
    return sorted(found, key=lambda partner: partner.number), edition


def _answered(text, asked):
    query = QueryDict(urlsplit(text).query)
    found, wrong = partners(query, asked)
    answered = [partner for partner in found if partner.answers]
    if wrong or not answered:
        raise ValidationError({JOIN: f"“{text[:60]}” is not a link with answers. {HINT}"})
    return answered, query.get("edition", "")


def _numbered(partner, taken):
    if partner.number in taken:
        free = [number for number in range(1, PARTNERS + 1) if number not in taken]
        if not free:
            raise ValidationError({JOIN: f"These are answers of more than {PARTNERS} partners; leave some out."})
        unnamed = partner.name == f"Partner {partner.number}"
        partner.number = free[0]
        partner.name = f"Partner {free[0]}" if unnamed else partner.name
    return partner

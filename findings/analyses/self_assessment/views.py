"""The page of the self-assessment: alone or as a workshop, the questionnaire and what its answers show."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.curation.parameters import canonical
from findings.analyses.self_assessment import questionnaire, workshop
from findings.analyses.self_assessment.joining import joined, query_of
from findings.analyses.self_assessment.questionnaire import JOIN, PARTNER, Partner
from findings.models import Finding

TEMPLATES = tuple(f"findings/workshop/{name}.html" for name in ("whole", "partner", "links"))


@public_page
def what_competes(request: HttpRequest) -> HttpResponse:
    """GET /what-competes/: the questionnaire, for one partner or for all; with answers, what they show."""
    clean = canonical(request.GET, {})
    if any(not value for value in request.GET.values()):
        return redirect(f"{request.path}?{clean}" if clean else request.path)
    asked = questionnaire.statements()
    partners, wrong = questionnaire.partners(request.GET, asked)
    context = _context(request, asked, partners)
    try:
        if request.GET.get(JOIN):
            return redirect(_together(request, partners, asked, context["edition"]))
        context |= _alone(request, partners, context["edition"])
    except ValidationError as error:
        wrong |= error.message_dict
    answered = [partner for partner in partners if partner.answers]
    if answered and not wrong:
        context |= _shown(answered, asked)
    context |= {"errors": wrong, "asked_nothing": "edition" in request.GET and not (answered or wrong)}
    return render_page(request, _template(context), context, questionnaire.names(asked))


def _context(request, asked, partners):
    edition = questionnaire.edition(asked)
    named = [each for each in partners if f"name-{each.number}" in request.GET]
    return {
        "statements": asked,
        "answers": questionnaire.ANSWERS,
        "edition": edition,
        "partners": [(each, each.name if each in named else "") for each in partners],
        "named": [(each, _asking(request, partners, each)) for each in named if not each.answers],
        "most": questionnaire.LONGEST_NAME,
        "pasted": request.GET.get(JOIN, ""),
        "revised": request.GET.get("edition", edition) != edition,
    }


def _template(context):
    """One partner is asked alone; those who are only named are invited; everything else is on the whole page."""
    whole, partner, links = TEMPLATES
    if context.get("one"):
        return partner
    return links if context["named"] and "answered" not in context and not context["errors"] else whole


def _alone(request, partners, edition):
    """The partner that the address asks alone, if it does, and the address of its answers and of those before it.

    Raises ValidationError for a number that is none.
    """
    numbers = {str(partner.number): partner for partner in partners}
    number = request.GET.get(PARTNER, "")
    if number and number not in numbers:
        raise ValidationError({PARTNER: not_allowed(PARTNER, number, numbers)})
    answered = [partner for partner in partners if partner.answers]
    query = query_of(answered, request.GET.get("edition", edition))
    return {"one": numbers.get(number), "own_address": request.build_absolute_uri(f"{request.path}?{query}")}


def _together(request, partners, asked, edition):
    """The address of the whole page with the pasted answers, and with the reader's brief."""
    everyone, theirs = joined(request.GET[JOIN], partners, asked)
    own = questionnaire.names(asked)
    kept = [(name, value) for name, value in request.GET.items() if name not in own]
    return f"{request.path}?{query_of(everyone, request.GET.get('edition', theirs) or edition)}&{urlencode(kept)}"


def _asking(request, partners, partner):
    """The address that asks one partner alone, by name. It holds the answers given so far: they need not be joined."""
    pairs = [pair for each in partners if each.answers for pair in each.pairs]
    own = [(PARTNER, str(partner.number)), (f"name-{partner.number}", partner.name)]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*pairs, *own])}")


def _shown(partners: list[Partner], asked: list) -> dict:
    found = workshop.result(partners, asked)
    query = urlencode([("discourse", discourse.slug) for discourse in found.held])
    return {**vars(found), "findings_address": f"{Finding.get_list_url()}?{query}"}

"""The page of the self-assessment: the questionnaire and what its answers show."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.curation.parameters import canonical
from findings.analyses.self_assessment import questionnaire
from findings.models import Barrier, Finding
from findings.serializers import TensionSerializer


@public_page
def what_competes(request: HttpRequest) -> HttpResponse:
    """GET /what-competes/: the questionnaire; with answers in the address, what they show."""
    clean = canonical(request.GET, {})
    if any(not value for value in request.GET.values()):
        return redirect(f"{request.path}?{clean}" if clean else request.path)
    asked = questionnaire.statements()
    partners, wrong = questionnaire.partners(request.GET, asked)
    answered = [partner for partner in partners if partner.answers]
    edition = questionnaire.edition(asked)
    context = {
        "statements": asked,
        "answers": questionnaire.ANSWERS,
        "edition": edition,
        "partners": [(each, each.name if f"name-{each.number}" in request.GET else "") for each in partners],
        "errors": wrong,
        "revised": request.GET.get("edition", edition) != edition,
        "asked_nothing": "edition" in request.GET and not answered and not wrong,
    }
    if answered and not wrong:
        context |= _shown(answered, asked)
    return render_page(request, "findings/what_competes.html", context, questionnaire.names(asked))


def _shown(partners, asked):
    profile = questionnaire.profile(partners, asked)
    held, tensions = questionnaire.spoken(profile)
    findings = Finding.objects.published().filter(pk__in=Finding.objects.filter(discourses__in=held).values("pk"))
    query = urlencode([("discourse", discourse.slug) for discourse in held])
    return {
        "answered": partners,
        "profile": profile,
        "differences": questionnaire.differences(partners, asked),
        "held": held,
        "tensions": TensionSerializer.prepare(tensions),
        "findings": findings.count() if held else 0,
        "findings_address": f"{Finding.get_list_url()}?{query}",
        "barriers": Barrier.objects.published().filter(pk__in=findings.values("barriers")),
    }

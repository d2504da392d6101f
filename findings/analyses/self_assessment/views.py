"""The page of the self-assessment: the questionnaire and what its answers show."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from collabfutures.curation.parameters import canonical, note_ignored
from findings.analyses.self_assessment import questionnaire as profiling
from findings.models import Barrier, Finding


@csrf_exempt
@require_safe
def what_competes(request):
    """GET /what-competes/: the questionnaire; with answers in the address, what they show."""
    clean = canonical(request.GET, {})
    if any(not value for value in request.GET.values()):
        return redirect(f"{request.path}?{clean}" if clean else request.path)
    asked = profiling.statements()
    note_ignored(request, profiling.names(asked))
    partners, wrong = profiling.partners(request.GET, asked)
    answered = [partner for partner in partners if partner.answers]
    edition = profiling.edition(asked)
    context = {
        "statements": asked,
        "answers": profiling.ANSWERS,
        "edition": edition,
        "partners": [(each, each.name if f"name-{each.number}" in request.GET else "") for each in partners],
        "errors": wrong,
        "revised": request.GET.get("edition", edition) != edition,
        "asked_nothing": "edition" in request.GET and not answered and not wrong,
    }
    if answered and not wrong:
        context |= _shown(answered, asked)
    return render(request, "findings/what_competes.html", context, status=400 if wrong else 200)


def _shown(partners, asked):
    profile = profiling.profile(partners, asked)
    held, tensions = profiling.spoken(profile)
    findings = Finding.objects.published().filter(pk__in=Finding.objects.filter(discourses__in=held).values("pk"))
    query = urlencode([("discourse", discourse.slug) for discourse in held])
    return {
        "answered": partners,
        "profile": profile,
        "differences": profiling.differences(partners, asked),
        "held": held,
        "tensions": tensions,
        "findings": findings.count() if held else 0,
        "findings_address": f"{Finding.get_list_url()}?{query}",
        "barriers": Barrier.objects.published().filter(pk__in=findings.values("barriers")),
    }

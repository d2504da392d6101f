"""Pages that answer a practitioner's question out of several kinds: map, comparison, self-assessment, translation."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from collabfutures.curation.matrix import Axis, matrix
from collabfutures.curation.parameters import canonical
from findings import compare as comparing
from findings import profile as profiling
from findings import translate as translating
from findings.models import Barrier, Finding
from findings.views import AGENDA, FindingList
from seminars.models import Discourse

MAP_AXES = ("sector", "area", "theme", "discourse", "barrier", "series")


class EvidenceMap(FindingList):
    """GET /map/?rows=theme&columns=sector and every filter of findings: how many findings has each pair?"""

    usual = {**FindingList.usual, "rows": "theme", "columns": "sector"}
    extra_names = ("rows", "columns")
    intro = "How many findings are recorded for each pair, and where there are none."

    def template_names(self, name):
        return ["findings/evidence_map.html"] if name == "list" else super().template_names(name)

    def results(self, request, filterset):
        rows, columns = (self._axis(request.GET, name) for name in self.extra_names)
        if rows == columns:
            raise ValidationError({"columns": "Choose two different axes for rows and columns."})
        table = matrix(filterset, Axis(rows), Axis(columns), show_records=False, keep_empty=False, gap=AGENDA)
        axes = [(name, filterset.filters[name].label) for name in MAP_AXES]
        return {
            **super().results(request, filterset),
            "map": table,
            "axes": axes,
            "rows": rows,
            "columns": columns,
            "kept_also": [("rows", rows), ("columns", columns)],
        }

    def _axis(self, query, name):
        value = query.get(name, self.usual[name])
        if value not in MAP_AXES:
            told = f"“{value[:40]}” is not allowed for {name}. Allowed: {', '.join(MAP_AXES)}."
            raise ValidationError({name: told})
        return value


@require_safe
def compare(request):
    """GET /compare/?discourse=A&discourse=B[&only=differences]"""
    slugs, only = [slug for slug in request.GET.getlist("discourse") if slug], request.GET.get("only", "")
    context = {"only": only, "every": Discourse.objects.published(), "slugs": slugs}
    if not slugs:
        return render(request, "findings/compare.html", context)
    try:
        if only not in ("", "differences"):
            raise ValidationError({"only": f"“{only[:40]}” is not allowed for only. Allowed: differences."})
        context |= _comparison(*comparing.chosen(slugs), only)
    except ValidationError as error:
        context["errors"] = error.message_dict
    return render(request, "findings/compare.html", context, status=400 if "errors" in context else 200)


def _comparison(discourses, every, only):
    rows = [row for row in comparing.rows(discourses) if row.differs or not only]
    between, unnamed = comparing.tensions(discourses)
    shared, alone = comparing.findings(discourses)
    all_of = urlencode([("discourse__all", discourse.slug) for discourse in discourses])
    return {
        "discourses": discourses,
        "every": every,
        "rows": rows,
        "between": between,
        "unnamed": unnamed,
        "shared": shared,
        "shared_address": f"{Finding.get_list_url()}?{all_of}",
        "alone": alone,
    }


@require_safe
def what_competes(request):
    """GET /what-competes/: the questionnaire; with answers in the address, what they show."""
    clean = canonical(request.GET, {})
    if any(not value for value in request.GET.values()):
        return redirect(f"{request.path}?{clean}" if clean else request.path)
    asked = profiling.statements()
    context = {"statements": asked, "answers": profiling.ANSWERS, "edition": profiling.edition(asked)}
    try:
        partners = profiling.partners(request.GET, asked)
        context["partners"] = [(each, each.name if f"name-{each.number}" in request.GET else "") for each in partners]
        answered = [partner for partner in partners if partner.answers]
        context["revised"] = request.GET.get("edition", context["edition"]) != context["edition"]
        if answered:
            context |= _shown(answered, asked)
    except ValidationError as error:
        context |= {"errors": error.message_dict, "partners": []}
    return render(request, "findings/what_competes.html", context, status=400 if "errors" in context else 200)


def _shown(partners, asked):
    profile = profiling.profile(partners, asked)
    held, tensions = profiling.opened(profile)
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
        "barriers": Barrier.objects.published(),
    }


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request):
    """A text is posted, so that it stands in no address and no log; the answer may not be kept by anyone."""
    context = {"text": "", "longest": translating.LONGEST}
    if request.method == "POST":
        context["text"] = request.POST.get("text", "").replace("\x00", "").strip()
        if not context["text"]:
            context["errors"] = {"text": ["Paste a text first."]}
        elif len(context["text"]) > translating.LONGEST:
            context["errors"] = {"text": [f"The text may have at most {translating.LONGEST:,} characters."]}
        else:
            context["words"] = translating.words(context["text"])
    response = render(request, "findings/translate.html", context, status=400 if "errors" in context else 200)
    if request.method == "POST":
        patch_cache_control(response, no_store=True)
    return response

"""The page that sets two to four discourses side by side."""

from itertools import groupby
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.views.decorators.http import require_safe

from collabfutures.curation.parameters import takes
from findings.analyses.comparison import rows as comparing
from findings.models import Finding
from seminars.models import Discourse


@takes("discourse", "only")
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
    shared, own = comparing.findings(discourses)
    all_of = urlencode([("discourse__all", discourse.slug) for discourse in discourses])
    return {
        "discourses": discourses,
        "every": every,
        "groups": [(name, list(group)) for name, group in groupby(rows, key=lambda row: row.group)],
        "between": between,
        "unnamed": unnamed,
        "finding": Finding,
        "shared": shared,
        "shared_address": f"{Finding.get_list_url()}?{all_of}",
        "own": own,
    }

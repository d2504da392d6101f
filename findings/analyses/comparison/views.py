"""The page that sets two to four discourses side by side."""

from itertools import combinations
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.pages.rendering import public_page, render_page
from findings.analyses.comparison import of_series, rows, whole
from seminars.models import Discourse

MOST_OFFERED = 6
TEMPLATE = "findings/compare.html"


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """GET /compare/?discourse=A&discourse=B[&only=differences][&series=S]"""
    slugs, series, only = whole.asked(request.GET)
    context = {"only": only, "every": Discourse.objects.published(), "slugs": slugs, "series": series}
    try:
        context["series_offered"] = of_series.offered(series)
        whole.check_only(only)
        context |= whole.comparison(*rows.chosen(slugs), only, series) if slugs else {"offered": offered(series)}
    except ValidationError as error:
        context["errors"] = error.message_dict
    return render_page(request, TEMPLATE, context, whole.NAMES)


def offered(series: list[str]) -> list[tuple[str, str]]:
    """[(words, query)] of comparisons to begin with: each pair of discourses, of these series where some are named."""
    every, of_these = of_series.of_series(Discourse.objects.published(), series), [("series", slug) for slug in series]
    return [
        (
            f"{one.title} and {other.title.lower()}",
            urlencode([("discourse", one.slug), ("discourse", other.slug), *of_these]),
        )
        for one, other in list(combinations(every, 2))[:MOST_OFFERED]
    ]

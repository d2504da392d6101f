"""The page that sets two to four discourses side by side."""

from itertools import combinations, groupby
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.rendering import public_page, render_page
from findings.analyses.comparison import of_series, rows
from findings.models import Finding
from seminars.models import Discourse

MOST_OFFERED = 6
TEMPLATE, KNOWN = "findings/compare.html", ("discourse", "only", of_series.SERIES)


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """GET /compare/?discourse=A&discourse=B[&only=differences][&series=S]"""
    slugs, series = (list(filter(None, request.GET.getlist(name))) for name in ("discourse", of_series.SERIES))
    only = request.GET.get("only", "")
    context = {"only": only, "every": Discourse.objects.published(), "slugs": slugs, "series": series}
    try:
        context["series_offered"] = of_series.offered(series)
        if only not in ("", "differences"):
            raise ValidationError({"only": not_allowed("only", only, ["differences"])})
        context |= _comparison(*rows.chosen(slugs), only, series) if slugs else {"offered": offered(series)}
    except ValidationError as error:
        context["errors"] = error.message_dict
    return render_page(request, TEMPLATE, context, KNOWN)


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


def _comparison(discourses, every, only, series):
    shown = [row for row in rows.rows(discourses, series) if row.differs or not only]
    between, unnamed = rows.tensions(discourses, series)
    shared, own = rows.findings(discourses, series)
    of_these = [(of_series.SERIES, slug) for slug in series]
    all_of = urlencode([*(("discourse__all", discourse.slug) for discourse in discourses), *of_these])
    return {
        "discourses": discourses,
        "provenance": list(dict.fromkeys(note for one in discourses for note in one.provenance)),
        "every": every,
        "groups": [(name, list(group)) for name, group in groupby(shown, key=lambda row: row.group)],
        "between": between,
        "unnamed": unnamed,
        "finding": Finding,
        "shared": shared,
        "shared_address": f"{Finding.get_list_url()}?{all_of}",
        "own": own,
        "narrowed": of_series.told(series) if series else "",
    }

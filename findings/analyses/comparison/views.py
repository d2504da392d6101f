"""The page that sets two to four discourses side by side."""

from collections.abc import Iterable
from itertools import combinations, groupby
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.rendering import public_page, render_page
from findings.analyses.comparison import rows
from findings.models import Finding
from seminars.models import Discourse

MOST_OFFERED = 6
TEMPLATE, KNOWN = "findings/compare.html", ("discourse", "only")


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """GET /compare/?discourse=A&discourse=B[&only=differences]"""
    slugs, only = [slug for slug in request.GET.getlist("discourse") if slug], request.GET.get("only", "")
    context = {"only": only, "every": Discourse.objects.published(), "slugs": slugs}
    if not slugs:
        context["offered"] = offered(context["every"])
        return render_page(request, TEMPLATE, context, KNOWN)
    try:
        if only not in ("", "differences"):
            raise ValidationError({"only": not_allowed("only", only, ["differences"])})
        context |= _comparison(*rows.chosen(slugs), only)
    except ValidationError as error:
        context["errors"] = error.message_dict
    return render_page(request, TEMPLATE, context, KNOWN)


def offered(every: Iterable[Discourse]) -> list[tuple[str, str]]:
    """[(words, query)] of comparisons to begin with: each pair of discourses."""
    pairs = list(combinations(every, 2))[:MOST_OFFERED]
    return [
        (f"{one.title} and {other.title.lower()}", urlencode([("discourse", one.slug), ("discourse", other.slug)]))
        for one, other in pairs
    ]


def _comparison(discourses, every, only):
    shown = [row for row in rows.rows(discourses) if row.differs or not only]
    between, unnamed = rows.tensions(discourses)
    shared, own = rows.findings(discourses)
    all_of = urlencode([("discourse__all", discourse.slug) for discourse in discourses])
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
    }

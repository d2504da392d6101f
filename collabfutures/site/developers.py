"""What those who write programs are told: the pages about the API and about each of its errors."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse

from collabfutures.curation import registry
from collabfutures.curation.api.problems import BY_CODE, PROBLEMS
from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.site.recipes import recipes

# (name of its address, what it answers) of what is no list of one kind.
BESIDE = (
    ("changes", "What was published, changed, withdrawn, renamed, merged or removed, in order"),
    ("dump", "Everything public in one file: SQLite, JSON Lines, CSV"),
    ("map-answer", "How many records there are for each pair of two filters, and where there are none"),
    ("crosswalk-answer", "Which word each sector uses for each theme"),
    ("learning-answer", "What the sectors may learn from each other"),
    ("agenda-gaps-answer", "What is not known, counted"),
    ("coverage-answer", "Which records carry each statement of the sources"),
)


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What the API has, how it is used and what is promised of it."""
    site = request.build_absolute_uri("/").rstrip("/")
    context = {"kinds": registry.kinds(), "problems": PROBLEMS, "recipes": list(recipes(site)), "answers": BESIDE}
    return render_page(request, "api/home.html", context)


# Its style sheet carries its pictures in itself.
@csp_update({"img-src": ["data:"]})
@public_page
def explore(request: HttpRequest) -> HttpResponse:
    """Every address of the API with its parameters, to be asked from the page: Swagger UI on our own description."""
    return render_page(request, "api/explore.html", {})


@public_page
def problem_page(request: HttpRequest, code: str) -> HttpResponse:
    """What an error of the API means and what to do about it: where the “type” of a problem document leads."""
    if code not in BY_CODE:
        raise Http404
    return render_page(request, "api/problem.html", {"problem": BY_CODE[code]})

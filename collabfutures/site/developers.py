"""What those who write programs are told: the pages about the API and about each of its errors."""

from django.http import Http404, HttpRequest, HttpResponse

from collabfutures.curation import registry
from collabfutures.curation.api.problems import BY_CODE, PROBLEMS
from collabfutures.curation.pages.rendering import public_page, render_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What the API has, how it is used and what is promised of it."""
    return render_page(request, "api/home.html", {"kinds": registry.kinds(), "problems": PROBLEMS})


@public_page
def problem_page(request: HttpRequest, code: str) -> HttpResponse:
    """What an error of the API means and what to do about it: where the “type” of a problem document leads."""
    if code not in BY_CODE:
        raise Http404
    return render_page(request, "api/problem.html", {"problem": BY_CODE[code]})

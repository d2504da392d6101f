"""What programs ask for: the feed of everything, suggestions, robots, the icon."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.formats.atom import atom
from collabfutures.curation.models import SearchRow
from collabfutures.curation.pages.rendering import public_page
from collabfutures.curation.search.question import MOST_CHARACTERS
from collabfutures.site.news import newest

SUGGESTIONS = 8


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """Atom: the records of every kind, those changed last first."""
    own = request.build_absolute_uri(request.path)
    text = atom(settings.SITE_NAME, request.build_absolute_uri("/"), own, newest(), request)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8", headers=OPEN_TO_ALL)


@public_page
def suggest(request: HttpRequest) -> JsonResponse:
    """GET /search/suggest/?q=le: up to eight titles in which a word begins so, as JSON."""
    start = request.GET.get("q", "").strip()[:MOST_CHARACTERS]
    return JsonResponse({"suggestions": SearchRow.objects.titles_with(start, SUGGESTIONS) if start else []})


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri("/sitemap.xml")
    text = f"User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /brief/\nSitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public_page
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask for this one by themselves where a page, such as the admin's, names no other."""
    return redirect(static("mark.svg"))

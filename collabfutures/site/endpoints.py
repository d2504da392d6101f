"""What programs ask for: the feed of everything, suggestions, robots, the icon, whether the site is alive and ready."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control

from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.database.health import faults
from collabfutures.curation.formats.atom import atom
from collabfutures.curation.index.follower import follower
from collabfutures.curation.models import ContentVersion, SearchRow
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
    return HttpResponse(text, content_type="text/plain")


@public_page
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask for this one by themselves where a page, such as the admin's, names no other."""
    return redirect(static("mark.svg"))


@public_page
def health(request: HttpRequest) -> HttpResponse:
    """200 with the content version while the database answers; the middleware makes 503 of the rest."""
    return _uncached(f"ok {ContentVersion.current()}\n", 200)


@public_page
def ready(request: HttpRequest) -> HttpResponse:
    """200 if this process may be sent readers: migrations applied, triggers, search rows, index. Else 503, why."""
    found = faults() or ([] if follower.is_ready() else ["The read index is being read. Nothing is to be done."])
    return _uncached("\n".join(found or ["ready"]) + "\n", 503 if found else 200)


def _uncached(text, status):
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, no_store=True)
    return response

"""What programs ask for: the feed of everything, suggestions, robots, the icon, whether the site is alive and ready."""

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control

from collabfutures.curation.api.entity_tags import versioned
from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.database.health import faults
from collabfutures.curation.formats.atom import atom
from collabfutures.curation.models import ContentVersion, Record, SearchRow, kinds
from collabfutures.curation.pages.rendering import public_page
from collabfutures.curation.search.question import MOST_CHARACTERS
from collabfutures.curation.unions import constant, union_all

FEED_LENGTH = 50
SUGGESTIONS = 8


def newest(of_each: int = FEED_LENGTH) -> list[Record]:
    """The records that changed last, at most so many of each kind, without their relations."""
    rows = union_all(
        _latest(model, of_each)
        .order_by()
        .values_list(constant(model._meta.label_lower), "slug", "title", "summary", "published_at", "updated_at")
        for model in kinds()
    )
    return [
        apps.get_model(kind)(slug=slug, title=title, summary=summary, published_at=first, updated_at=last)
        for kind, slug, title, summary, first, last in rows.order_by("-updated_at", "slug")[:FEED_LENGTH]
    ]


def _latest(model, number):
    """What was imported and nobody has put in words is no news: a list's own feed has it."""
    public = model.objects.published()
    if hasattr(model, "outcome_id"):
        public = public.exclude(summary="", outcome_id__isnull=False)
    return public.filter(pk__in=public.order_by("-updated_at", "pk").values("pk")[:number])


@public_page
@versioned(OPEN_TO_ALL)
def feed(request: HttpRequest) -> HttpResponse:
    """Atom: the records of every kind, those changed last first."""
    own = request.build_absolute_uri(request.path)
    text = atom(settings.SITE_NAME, request.build_absolute_uri("/"), own, newest(), request)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


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
    """200 if this process may be sent readers: migrations applied, triggers and search rows in step. Else 503, why."""
    found = faults()
    return _uncached("\n".join(found or ["ready"]) + "\n", 503 if found else 200)


def _uncached(text, status):
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, no_store=True)
    return response

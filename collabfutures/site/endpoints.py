"""What programs ask for: the feed of everything, suggestions, robots, the icon, health."""

from django.apps import apps
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from collabfutures.curation.citations.csl import SITE
from collabfutures.curation.formats.atom import atom
from collabfutures.curation.models import ContentVersion, SearchRow, kinds
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.search.rows import MOST_CHARACTERS

FEED_LENGTH = 50
SUGGESTIONS = 8


def newest(of_each=FEED_LENGTH):
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
    public = model.objects.published()
    return public.filter(pk__in=public.order_by("-updated_at", "pk").values("pk")[:number])


@csrf_exempt
@require_safe
def feed(request):
    """Atom: the records of every kind, those changed last first."""
    own = request.build_absolute_uri(request.path)
    text = atom(SITE, request.build_absolute_uri("/"), own, newest(), request)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@csrf_exempt
@require_safe
def suggest(request):
    """GET /search/suggest/?q=le: up to eight titles in which a word begins so, as JSON."""
    start = request.GET.get("q", "").strip()[:MOST_CHARACTERS]
    return JsonResponse({"suggestions": SearchRow.objects.titles_with(start, SUGGESTIONS) if start else []})


@csrf_exempt
@require_safe
def robots(request):
    sitemap = request.build_absolute_uri("/sitemap.xml")
    text = f"User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /brief/\nSitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain")


@csrf_exempt
@require_safe
def favicon(request):
    """Browsers ask for this one by themselves where a page, such as the admin's, names no other."""
    return redirect(static("mark.svg"))


@csrf_exempt
@require_safe
def health(request):
    """200 with the content version while the database answers; the middleware makes 503 of the rest."""
    response = HttpResponse(f"ok {ContentVersion.current()}\n", content_type="text/plain")
    patch_cache_control(response, no_store=True)
    return response

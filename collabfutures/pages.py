"""The pages that belong to no single kind: the front door, search over everything, about, errors, health."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from collabfutures.curation.citations.csl import SITE
from collabfutures.curation.filters import WordsFilter
from collabfutures.curation.middleware import answer
from collabfutures.curation.models import ContentVersion, SearchRow, kinds
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.renderers_citation import atom
from collabfutures.curation.search import MOST_CHARACTERS
from collabfutures.curation.synonyms import other_wordings
from collabfutures.curation.views import searched_stems
from collabfutures.doors import DOORS, opened
from collabfutures.found import groups
from findings.gaps import gaps
from findings.models import ApplicationArea
from seminars.models import Sector

FEED_LENGTH = 50
SUGGESTIONS = 8


def _counts():
    """{model: number of published records} for every kind, in one query."""
    models = kinds()
    found = dict(
        union_all(
            model.objects.published()
            .order_by()
            .values("state")
            .annotate(n=Count("pk"))
            .values_list(constant(model._meta.label_lower), "n")
            for model in models
        )
    )
    return {model: found.get(model._meta.label_lower, 0) for model in models}


@require_safe
def home(request):
    newest = _newest()[:6]
    context = {
        "counts": list(_counts().items()),
        "sectors": Sector.objects.published(),
        "areas": ApplicationArea.objects.published(),
        "newest": newest,
        "gaps": gaps(),
    }
    return render(request, "home.html", context)


def _newest():
    """The records of every kind that changed last, without their relations."""
    rows = union_all(
        model.objects.published()
        .order_by()
        .values_list(constant(model._meta.label_lower), "slug", "title", "summary", "published_at", "updated_at")
        for model in kinds()
    )
    return [
        apps.get_model(kind)(slug=slug, title=title, summary=summary, published_at=first, updated_at=last)
        for kind, slug, title, summary, first, last in rows.order_by("-updated_at", "slug")[:FEED_LENGTH]
    ]


@require_safe
def feed(request):
    """Atom: the records of every kind, those changed last first."""
    own = request.build_absolute_uri(request.path)
    text = atom(SITE, request.build_absolute_uri("/"), own, _newest(), request)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@require_safe
def search(request):
    """Every kind at once, grouped, at most ten of each: the group's own list has the rest."""
    text, words = request.GET.get("q", "").strip(), request.GET.get("words", "")
    context = {"q": text, "groups": []}
    try:
        if text:
            also = [] if words == WordsFilter.AS_TYPED else other_wordings(text)
            context["groups"] = groups(SearchRow.objects.matching(text, [each for each, _ in also]))
            context |= {"also": [name for _, name in also], "marks": searched_stems(text, also)}
    except ValidationError as error:
        context["errors"] = {"q": error.messages}
    return render(request, "search.html", context, status=400 if "errors" in context else 200)


@require_safe
def suggest(request):
    """GET /search/suggest/?q=le: up to eight titles in which a word begins so, as JSON."""
    start = request.GET.get("q", "").strip()[:MOST_CHARACTERS]
    titles = SearchRow.objects.filter(Q(title__istartswith=start) | Q(title__icontains=f" {start}")).order_by("title")
    found = titles.values_list("title", flat=True).distinct()[:SUGGESTIONS] if start else []
    return JsonResponse({"suggestions": list(found)})


@require_safe
def door(request, name):
    """One of the four ways in: what there is for a question, for the reader's sector."""
    sectors = {sector.slug: sector for sector in Sector.objects.published()}
    asked = request.GET.get("sector", "")
    context = {"door": DOORS[name], "sectors": sectors.values(), "sector": sectors.get(asked)}
    if asked and asked not in sectors:
        told = f"“{asked[:40]}” is not allowed for sector. Allowed: {', '.join(sectors)}."
        context["errors"] = {"sector": [told]}
    else:
        context["parts"] = opened(DOORS[name], asked)
    return render(request, "door.html", context, status=400 if "errors" in context else 200)


@require_safe
def accessibility(request):
    return render(request, "accessibility.html", {"contact": settings.CONTACT})


@require_safe
def about(request):
    return render(request, "about.html", {"kinds": [(model, number) for model, number in _counts().items()]})


@require_safe
def robots(request):
    sitemap = request.build_absolute_uri("/sitemap.xml")
    text = f"User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /brief/\nSitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain")


@require_safe
def favicon(request):
    """Browsers ask for this one by themselves where a page, such as the admin's, names no other."""
    return redirect(static("mark.svg"))


@require_safe
def health(request):
    """200 with the content version while the database answers; the middleware makes 503 of the rest."""
    response = HttpResponse(f"ok {ContentVersion.current()}\n", content_type="text/plain")
    patch_cache_control(response, no_store=True)
    return response


def not_found(request, exception):
    return answer(request, 404, "There is no public record or page at this address.")


def failed(request):
    return answer(request, 500, "Something went wrong on our side. Nothing was lost; please try again.")

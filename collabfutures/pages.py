"""The pages that belong to no single kind: the front door, search over everything, about, errors, health."""

from collections import Counter

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from collabfutures.curation.middleware import answer
from collabfutures.curation.models import ContentVersion, SearchRow, kinds
from collabfutures.curation.querysets import constant, union_all
from findings.models import Finding
from seminars.models import Sector

GROUP_SIZE = 10


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
    counts = {model._meta.model_name: (model, number) for model, number in _counts().items()}
    emerged = Finding.objects.published().filter(parent=None)[:6]
    sectors = Sector.objects.published()
    context = {"counts": counts, "emerged": emerged, "sectors": sectors}
    return render(request, "home.html", context)


@require_safe
def search(request):
    """Every kind at once, grouped, at most ten of each: the group's own list has the rest."""
    text = request.GET.get("q", "").strip()
    context = {"q": text, "groups": []}
    try:
        if text:
            context["groups"] = _groups(text)
    except ValidationError as error:
        context["errors"] = {"q": error.messages}
    return render(request, "search.html", context, status=400 if "errors" in context else 200)


def _groups(text):
    """The nearest records of each kind, the kind with the nearest record first."""
    nearest, numbers = {}, Counter()
    for pk, kind in SearchRow.objects.matching(text).order_by("-search_rank", "pk").values_list("pk", "kind"):
        numbers[kind] += 1
        if numbers[kind] <= GROUP_SIZE:
            nearest.setdefault(kind, []).append(pk)
    rows = SearchRow.objects.in_bulk([pk for pks in nearest.values() for pk in pks])
    return [_group(apps.get_model(kind), [rows[pk] for pk in pks], numbers[kind]) for kind, pks in nearest.items()]


def _group(model, rows, number):
    hits = [model(slug=row.slug, title=row.title, summary=row.summary) for row in rows]
    return {"model": model, "count": number, "hits": hits}


@require_safe
def about(request):
    return render(request, "about.html", {"kinds": [(model, number) for model, number in _counts().items()]})


@require_safe
def robots(request):
    return HttpResponse("User-agent: *\nDisallow: /admin/\nDisallow: /search/\n", content_type="text/plain")


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

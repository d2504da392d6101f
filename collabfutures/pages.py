"""The pages that belong to no single kind: the front door, search over everything, about, errors, health."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField, Count, Value
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from collabfutures.curation.models import ContentVersion, SearchRow, kinds
from findings.models import Finding
from seminars.models import Sector

GROUP_SIZE = 10


def _counts():
    """{model: number of published records} for every kind, in one query."""
    models = kinds()
    arms = [
        model.objects.published().order_by().values("state").annotate(n=Count("pk")).values_list(_label(model), "n")
        for model in models
    ]
    found = dict(arms[0].union(*arms[1:], all=True))
    return {model: found.get(model._meta.label_lower, 0) for model in models}


def _label(model):
    return Value(model._meta.label_lower, output_field=CharField())


@require_safe
def home(request):
    counts = {model._meta.model_name: (model, number) for model, number in _counts().items()}
    newest = Finding.objects.published().filter(parent=None)[:6]
    sectors = Sector.objects.published()
    context = {"counts": counts, "newest": newest, "sectors": sectors}
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
    rows = SearchRow.objects.matching(text)
    numbers = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    groups = []
    for row in rows.order_by("-search_rank", "pk")[:500]:
        group = next((group for group in groups if group["kind"] == row.kind), None)
        if group is None:
            model = apps.get_model(row.kind)
            group = {"kind": row.kind, "model": model, "count": numbers[row.kind], "hits": []}
            groups.append(group)
        if len(group["hits"]) < GROUP_SIZE:
            group["hits"].append(group["model"](slug=row.slug, title=row.title, summary=row.summary))
    return groups


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
    detail = "There is no public record or page at this address."
    return render(request, "error.html", {"status": 404, "detail": detail}, status=404)


def failed(request):
    detail = "Something went wrong on our side. Nothing was lost; please try again."
    return render(request, "error.html", {"status": 500, "detail": detail}, status=500)

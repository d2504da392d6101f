"""The pages that belong to no single kind: the front pathway, search over everything, about, errors, health."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from collabfutures.api import router
from collabfutures.brief.collection import carried
from collabfutures.curation.filters.active import searched_stems
from collabfutures.curation.filters.values import WordsFilter
from collabfutures.curation.middleware import answer
from collabfutures.curation.models import SearchRow
from collabfutures.curation.parameters import takes
from collabfutures.curation.querysets import constant, union_all
from collabfutures.curation.search.synonyms import other_wordings
from collabfutures.site import endpoints as machines
from collabfutures.site.pathway_content import PATHWAYS
from collabfutures.site.pathways import resolve
from collabfutures.site.search_results import by_word, groups
from findings.gaps import gaps
from findings.models import ApplicationArea, Finding
from seminars.models import Sector, Source


def _counts():
    """{model: number of published records} for every kind, in the order of the API, in one query."""
    models = [view.serializer_class.Meta.model for _, view, _ in router.registry]
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


@takes()
@require_safe
def home(request):
    context = {
        "counts": list(_counts().items()),
        "sectors": Sector.objects.published(),
        "areas": ApplicationArea.objects.published().filter(
            pk__in=Finding.objects.published().values("application_areas")
        ),
        # Of every kind the one that changed last; a source is news only with what rests on it.
        "newest": [record for record in machines.newest(of_each=1) if not isinstance(record, Source)][:6],
        "gaps": gaps(),
        "pathways": PATHWAYS.values(),
    }
    return render(request, "home.html", context)


@takes("q", "words")
@require_safe
def search(request):
    """Every kind at once, grouped, at most ten of each: the group's own list has the rest."""
    text = request.GET.get("q", "").strip()
    context = {"q": text, "groups": []}
    try:
        if text:
            context |= _found(text, request.GET.get("words", ""))
    except ValidationError as error:
        context["errors"] = {"q": error.messages}
    return render(request, "search.html", context, status=400 if "errors" in context else 200)


def _found(text, words):
    if words not in ("", WordsFilter.AS_TYPED):
        raise ValidationError(f"“{words[:40]}” is not allowed for words. Allowed: {WordsFilter.AS_TYPED}.")
    also = [] if words else other_wordings(text)
    found = groups(SearchRow.objects.matching(text, [wording for wording, _ in also]))
    return {
        "groups": found,
        "by_word": [] if found else by_word(text),
        "also": [name for _, name in also],
        "marks": searched_stems(text, also),
    }


@takes("sector")
@require_safe
def pathway(request, name):
    """One of the four ways in: what there is for a question, for the reader's sector."""
    sectors = {sector.slug: sector for sector in Sector.objects.published()}
    asked = request.GET.get("sector", "")
    context = {"pathway": PATHWAYS[name], "sectors": sectors.values(), "sector": sectors.get(asked)}
    if asked and asked not in sectors:
        told = f"“{asked[:40]}” is not allowed for sector. Allowed: {', '.join(sectors)}."
        context["errors"] = {"sector": [told]}
    else:
        context |= {"parts": resolve(PATHWAYS[name], asked), "gaps": gaps()}
    return render(request, "pathway.html", context, status=400 if "errors" in context else 200)


@takes()
@require_safe
def accessibility(request):
    return render(request, "accessibility.html", {"contact": settings.CONTACT})


@takes()
@require_safe
def about(request):
    return render(request, "about.html", {"kinds": [(model, number) for model, number in _counts().items()]})


def unreadable(request, exception):
    return answer(request, 400, "The request cannot be read.")


def not_found(request, exception):
    return answer(request, 404, "There is no public record or page at this address.", **carried(request))


def failed(request):
    return answer(request, 500, "Something went wrong on our side. Nothing was lost; please try again.")

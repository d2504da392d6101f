"""The pages that belong to no single kind: the front page, search over everything, pathways, about, errors."""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from collabfutures.brief.collection import carried
from collabfutures.curation import registry
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.models import Record
from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.curation.responses.refusals import answer, unavailable
from collabfutures.curation.unions import constant, counted, union_all
from collabfutures.site.news import newest
from collabfutures.site.pathway_content import PATHWAYS
from collabfutures.site.pathways import resolve
from findings.basis import basis
from findings.gaps import gaps
from findings.models import Answer
from seminars.models import ApplicationArea, Sector, Series, Source


def site_name(request: HttpRequest) -> dict[str, str]:
    """Context processor: what the site is called, and where those who run it are reached, if that is set."""
    return {"site_name": settings.SITE_NAME, "contact": settings.CONTACT}


def _counts() -> dict[type[Record], int]:
    """{model: number of published records} for every kind, in the order of their names, in one query."""
    models = sorted((kind.model for kind in registry.kinds()), key=lambda model: model._meta.verbose_name_plural)
    found = dict(union_all(counted(model.objects.published(), constant(model._meta.label_lower)) for model in models))
    return {model: found.get(model._meta.label_lower, 0) for model in models}


@public_page
def home(request: HttpRequest) -> HttpResponse:
    named = Series.objects.published().values("application_areas")
    context = {
        "basis": basis(),
        "answers": Answer.objects.published().order_by("position", "asker", "pk")[:6],
        "sectors": Sector.objects.published(),
        "areas": ApplicationArea.objects.published().filter(pk__in=named),
        # Of every kind the one that changed last; a source is news only with what rests on it.
        "newest": [record for record in newest(of_each=1) if not isinstance(record, Source)][:4],
        "gaps": gaps()[:3],
        "pathways": PATHWAYS.values(),
    }
    return render_page(request, "home.html", context)


@public_page
def pathway(request: HttpRequest, name: str) -> HttpResponse:
    """One of the four ways in: what there is for a question, for the reader's sector."""
    sectors = {sector.slug: sector for sector in Sector.objects.published()}
    asked = request.GET.get("sector", "")
    context = {"pathway": PATHWAYS[name], "sectors": sectors.values(), "sector": sectors.get(asked)}
    if asked and asked not in sectors:
        context["errors"] = {"sector": [not_allowed("sector", asked, sectors)]}
    else:
        context |= {"parts": resolve(PATHWAYS[name], asked), "gaps": gaps()}
    return render_page(request, "pathway.html", context, known=("sector",))


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render_page(request, "accessibility.html")


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render_page(request, "about.html", {"kinds": [pair for pair in _counts().items() if pair[1]]})


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400, "The request cannot be read.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404, "There is no public record or page at this address.", **carried(request))


def failed(request: HttpRequest) -> HttpResponse:
    """What a fault of ours looks like; one of the database that only a middleware met is still told as such."""
    wrong = "Something went wrong on our side, and it has been logged. Please try again."
    return unavailable(request, sys.exc_info()[1]) or answer(request, 500, wrong)

"""What a list page shows: the records, the filters with their counts, what is active, and where else it leads."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from collabfutures.curation import parameters
from collabfutures.curation.api.viewsets import RecordViewSet
from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.filters.active import advice, chips
from collabfutures.curation.filters.facets import counted_facets
from collabfutures.curation.filters.matrix import matrices
from collabfutures.curation.formats.linked_data import dataset
from collabfutures.curation.pagination import SIZES, Page
from collabfutures.curation.search.spelling import corrected


def downloads() -> list[tuple[str, str]]:
    """(format, media type) of every form in which lists and records are had."""
    return [(each.format, each.media_type) for each in RecordViewSet.renderer_classes]


def list_context(view: Any, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
    panel, count = _panel(view, filterset)
    page = Page(filterset.qs, request.GET, view.kind.serializer_class, count=count)
    search, text = filterset.search, filterset.form.cleaned_data["q"]
    return {
        **panel,
        "page": page,
        "advice": advice(filterset, panel["chips"]) if not page.count else [],
        "corrected": corrected(text) if search and not page.count else "",
        "linked_data": _dataset(view, request),
        "also": search.other_names if search else [],
        "narrower": search.narrower_titles() if search and not filterset.form.cleaned_data["words"] else [],
        "marks": search.stems if search else (),
        "tables": list(zip(view.tables, matrices(filterset, view.tables), strict=True)),
        "downloads": downloads(),
    }


def _panel(view, filterset):
    """What a reader narrows the list with, and the number of records found."""
    counted, number = counted_facets(filterset, every_option=parameters.asks_every_option(filterset.data))
    controls = [*(each.name for each in counted if each.is_useful), "q", "sort", "page_size", *view.extra_names]
    return {
        "filterset": filterset,
        "facets": counted,
        "panel": [facet for facet in counted if facet.is_useful],
        "common": {facet.name: facet for facet in counted if facet.shared},
        "chips": list(chips(filterset, counted)),
        "orders": filterset.form.fields["sort"].choices,
        "sizes": SIZES,
        # The parameters that the page has a control for.
        "fields": controls,
    }, number


def refused_context(view: Any, request: HttpRequest, errors: dict[str, list[str]]) -> dict[str, Any]:
    """What is wrong, and the filters that are not: nobody has to begin anew."""
    kept = request.GET.copy()
    for name in errors:
        kept.pop(name, None)
    try:
        filterset = view.filtered(kept)
    except ValidationError:
        return {"errors": errors}
    panel, count = _panel(view, filterset)
    return {"errors": errors, "kept_address": f"?{kept.urlencode(safe='~')}", "kept_count": count, **panel}


def _dataset(view, request):
    """The list as a schema.org Dataset."""
    absolute = request.build_absolute_uri
    api = absolute(view.kind.model.get_api_url())
    forms = {"application/json": api, "text/csv": f"{api}?format=csv&page=all"}
    name = f"{settings.SITE_NAME}: {view.kind.model._meta.verbose_name_plural}"
    return dataset(name, view.intro, absolute(request.path), forms)

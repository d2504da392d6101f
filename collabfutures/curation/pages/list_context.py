"""What a list page shows: the records, the filters with their counts, what is active, and where else it leads."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpRequest

from collabfutures.curation import parameters
from collabfutures.curation.database.faults import told
from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.filters.active import advice, chips
from collabfutures.curation.filters.facets import Tally, as_facet
from collabfutures.curation.filters.options import ROOM, Facet, Part
from collabfutures.curation.formats.linked_data import dataset
from collabfutures.curation.index.drawing import matrices
from collabfutures.curation.index.follower import follower
from collabfutures.curation.index.results import Results, results
from collabfutures.curation.pages.downloads import list_downloads
from collabfutures.curation.pagination import SIZES, Page
from collabfutures.curation.search.folding import fold
from collabfutures.curation.search.spelling import corrected

# How many options of each filter a page shows that is asked for all, or for those that hold a text.
ROOM_OF_ALL = 20


def list_context(view: Any, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
    found = results(filterset)
    panel = _panel(view, filterset, found)
    page = Page(found, request.GET, view.kind.serializer_class)
    search, text = filterset.search, filterset.form.cleaned_data["q"]
    return {
        **panel,
        "page": page,
        "advice": advice(filterset, panel["chips"]) if not page.count else [],
        "corrected": corrected(text) if search and not page.count else "",
        "linked_data": _dataset(view, request),
        "by_date": found.is_by_date,
        "also": search.other_names if search else [],
        "narrower": search.narrower_titles() if search and not filterset.form.cleaned_data["words"] else [],
        "marks": search.stems if search else (),
        "tables": list(zip(view.tables, matrices(filterset, view.tables), strict=True)),
        "downloads": list_downloads(request.GET, page, view.kind.filterset_class),
    }


def facets_shown(found: Results, names: list[str], wanted: parameters.OptionsWanted) -> list[Facet]:
    """The facets with as many options as the page shows: few of each, or twenty, or a hundred of one."""
    text, start = fold(wanted.text), (wanted.page - 1) * parameters.OPTIONS_ON_PAGE
    named = {wanted.name: Part(start, start + parameters.OPTIONS_ON_PAGE, text)}
    counted = found.facets(parts={name: Part(text=text) for name in names} | named)
    for facet in counted:
        facet.room = (
            parameters.OPTIONS_ON_PAGE if facet.name == wanted.name else ROOM_OF_ALL if wanted.name or text else ROOM
        )
    return counted


def _counted(filterset, found, wanted):
    """(the facets, True); or (what was chosen, False) where SQL cannot count them in time while the index is read."""
    try:
        return facets_shown(found, filterset.facet_names(), wanted), True
    except OperationalError as error:
        if told(error) is None or not follower.is_reading(filterset.model):
            raise
        return [as_facet(filterset, name, Tally({}), Part()) for name in filterset.facet_names()], False


def _panel(view, filterset, found):
    """What a reader narrows the list with."""
    wanted = parameters.options_wanted(filterset.data, view.kind.filterset_class)
    counted, are_counted = _counted(filterset, found, wanted)
    controls = [*(each.name for each in counted if each.is_useful), "q", "sort", "page_size", *view.extra_names]
    return {
        "filterset": filterset,
        "facets": counted,
        "panel": [each for each in counted if are_counted and each.is_useful and (not wanted.text or each.has_found)],
        "common": {facet.name: facet for facet in counted if facet.shared and not wanted.text},
        "chips": list(chips(filterset, counted)),
        "orders": filterset.form.fields["sort"].choices,
        "sizes": SIZES,
        "is_passing": not are_counted,
        "chosen_pairs": [] if are_counted else filterset.pairs_without("q", "words"),
        "find": wanted.text,
        "has_many": any(facet.number > ROOM_OF_ALL for facet in counted),
        # The parameters that the page has a control for.
        "fields": controls,
    }


def refused_context(view: Any, request: HttpRequest, errors: dict[str, list[str]]) -> dict[str, Any]:
    """What is wrong, and the filters that are not: nobody has to begin anew."""
    kept = request.GET.copy()
    for name in errors:
        kept.pop(name, None)
    try:
        filterset = view.filtered(kept)
    except ValidationError:
        return {"errors": errors}
    found = results(filterset)
    panel = _panel(view, filterset, found)
    return {"errors": errors, "kept_address": f"?{kept.urlencode(safe='~')}", "kept_count": found.count, **panel}


def _dataset(view, request):
    """The list as a schema.org Dataset."""
    absolute = request.build_absolute_uri
    api = absolute(view.kind.model.get_api_url())
    forms = {"application/json": api, "text/csv": f"{api}?format=csv&page=all"}
    name = f"{settings.SITE_NAME}: {view.kind.model._meta.verbose_name_plural}"
    return dataset(name, view.intro, absolute(request.path), forms)

"""The page of a reader's brief, and the same as a document to take away."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from collabfutures.brief import docx, pdf
from collabfutures.brief.collection import BRIEF, BRIEF_SECTOR, Collection, key_of
from collabfutures.brief.document import written
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.curation.parameters import canonical
from collabfutures.curation.search.matching import Search, everywhere
from collabfutures.site.pathway_content import PATHWAYS
from collabfutures.site.search_results import groups
from seminars.models import Sector

WRITERS = {"docx": docx, "pdf": pdf}


@public_page
def brief(request: HttpRequest) -> HttpResponse:
    """GET /brief/?brief=KEYS&brief_title=…&brief_sector=…, and the same with format=docx or format=pdf."""
    clean = canonical(request.GET, {})
    if any(not value for value in request.GET.values()):
        return redirect(f"{request.path}?{clean}" if clean else request.path)
    context = {"q": request.GET.get("q", "").strip(), "pathways": PATHWAYS.values()}
    try:
        asked = _asked(request)
        if asked["format"]:
            return _document(request, asked)
        context |= _page(request, asked) | _search(context["q"])
    except ValidationError as error:
        context["errors"] = error.message_dict
    return render_page(request, "brief/brief.html", context, known=("format", "q"))


def _search(text):
    """What there is to add, or why that cannot be searched for."""
    try:
        return {"groups": groups(everywhere(Search(text))) if text else []}
    except ValidationError as error:
        return {"errors": {"q": error.messages}}


def _asked(request):
    """The parameters, checked. Raises ValidationError naming the one at fault."""
    collection, form = Collection.read(request.GET), request.GET.get("format", "")
    records, (sectors,) = collection.fetch(Sector.objects.published())
    sectors = {sector.slug: sector for sector in sorted(sectors, key=lambda sector: sector.sort_title)}
    if collection.sector and collection.sector not in sectors:
        raise ValidationError({BRIEF_SECTOR: not_allowed(BRIEF_SECTOR, collection.sector, sectors)})
    if form and form not in WRITERS:
        raise ValidationError({"format": not_allowed("format", form, WRITERS)})
    return {
        "collection": collection,
        "records": records,
        "sector": sectors.get(collection.sector),
        "sectors": sectors.values(),
        "format": form,
    }


def _document(request, asked):
    records = asked["records"]
    if not records:
        raise ValidationError({BRIEF: "An empty brief makes no document: put a record in it first."})
    writer = WRITERS[asked["format"]]
    document = written(records, asked["collection"], asked["sector"], request)
    name = f"brief.{asked['format']}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(writer.write(document), content_type=writer.MEDIA_TYPE, headers=headers)


def _page(request, asked):
    collection, records = asked["collection"], asked["records"]
    document = written(records, collection, asked["sector"], request)
    kept = replace(collection, keys=tuple(key_of(record) for record in records))
    entries = [
        (entry, kept.without(entry.record), kept.moved(entry.record, -1), kept.moved(entry.record, 1))
        for entry in document.entries
    ]
    return {**asked, "document": document, "entries": entries, "missing": len(collection.keys) - len(records)}

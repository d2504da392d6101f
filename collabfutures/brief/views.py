"""The page of a reader's brief, and the same as documents to take away: one page for a board, and its annex."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from collabfutures.brief.annex import annex
from collabfutures.brief.collection import BRIEF_SECTOR, Collection
from collabfutures.brief.documents import docx_annex, docx_paper, pdf
from collabfutures.brief.gathering import gathered
from collabfutures.brief.keys import BRIEF
from collabfutures.brief.paper import paper
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.curation.parameters import canonical
from collabfutures.curation.search.matching import Search
from collabfutures.site.pathway_content import PATHWAYS
from collabfutures.site.search_results import groups
from seminars.models import Sector

# {document: (what it is made by, {format: what writes it})}
DOCUMENTS = {
    "annex": (annex, {"docx": docx_annex, "pdf": pdf}),
    "paper": (paper, {"docx": docx_paper, "pdf": pdf}),
}
FORMATS = ("docx", "pdf")


@public_page
def brief(request: HttpRequest) -> HttpResponse:
    """GET /brief/?brief=KEYS&brief_title=…&brief_sector=…&brief_organisation=…

    With format=docx or format=pdf it is a document: the annex, or with document=paper the one page for a board.
    """
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
    return render_page(request, "brief/brief.html", context, known=("format", "document", "q"))


def _search(text):
    """What there is to add, or why that cannot be searched for."""
    try:
        return {"groups": groups(Search(text)) if text else []}
    except ValidationError as error:
        return {"errors": {"q": error.messages}}


def _asked(request):
    """The parameters, checked. Raises ValidationError naming the one at fault."""
    collection, form = Collection.read(request.GET), request.GET.get("format", "")
    document = request.GET.get("document", "annex")
    records, (sectors,) = collection.fetch(Sector.objects.published())
    sectors = {sector.slug: sector for sector in sorted(sectors, key=lambda sector: sector.sort_title)}
    if collection.sector and collection.sector not in sectors:
        raise ValidationError({BRIEF_SECTOR: not_allowed(BRIEF_SECTOR, collection.sector, sectors)})
    for name, value, allowed in (("format", form, FORMATS), ("document", document, DOCUMENTS)):
        if value and value not in allowed:
            raise ValidationError({name: not_allowed(name, value, allowed)})
    return {
        "collection": collection,
        "records": records,
        "sector": sectors.get(collection.sector),
        "sectors": sectors.values(),
        "format": form,
        "document": document,
    }


def _document(request, asked):
    found = _gathered(request, asked)
    if not found.entries:
        raise ValidationError({BRIEF: "An empty brief makes no document: put a record in it first."})
    name, form = asked["document"], asked["format"]
    make, writers = DOCUMENTS[name]
    content = writers[form].write(make(found, _address(request, found)))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=writers[form].MEDIA_TYPE, headers=headers)


def _gathered(request, asked):
    return gathered(asked["records"], asked["collection"], asked["sector"], request.build_absolute_uri)


def _address(request, found):
    return request.build_absolute_uri(f"{request.path}?{found.collection.query}")


def _page(request, asked):
    found, collection = _gathered(request, asked), asked["collection"]
    document = annex(found, _address(request, found))
    kept = replace(collection, keys=tuple(entry.key for entry in document.entries))
    entries = [
        (entry, kept.without(entry.key), kept.moved(entry.key, -1), kept.moved(entry.key, 1))
        for entry in document.entries
    ]
    missing = len(collection.keys) - len(document.entries)
    return {**asked, "document": document, "entries": entries, "missing": missing}

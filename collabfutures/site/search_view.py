"""The page that searches everything, and its feed."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.filters.wording import WordsFilter
from collabfutures.curation.formats.atom import atom
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.spelling import corrected
from collabfutures.curation.search.synonyms import widened
from collabfutures.site.search_filters import NAMES, Narrowing, choices
from collabfutures.site.search_results import by_word, groups, latest

FEED = "atom"


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """GET /search/?q=…&kind=…&series=…&statement=…: every kind at once, grouped, at most ten of each: the group's own
    list has the rest. With format=atom what changed last among what is found, as a feed."""
    text = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"q": text, "groups": [], "narrow": choices()}
    try:
        asked, narrowing = _asked(request, text), Narrowing.read(request.GET)
        if asked and request.GET.get("format"):
            return _feed(request, text, latest(asked, narrowing))
        if asked:
            context |= _found(request, asked, narrowing) | {"chosen": narrowing}
    except ValidationError as error:
        context["errors"] = error.message_dict
    return render_page(request, "search/search.html", context, known=("q", "words", "format", *NAMES))


def _asked(request, text):
    """The search, or None without a text. Raises ValidationError naming the parameter at fault."""
    words, form = request.GET.get("words", ""), request.GET.get("format", "")
    for name, value, allowed in (("words", words, WordsFilter.AS_TYPED), ("format", form, FEED)):
        if value not in ("", allowed):
            raise ValidationError({name: not_allowed(name, value, [allowed])})
    try:
        return (Search(text) if words else widened(text)) if text else None
    except ValidationError as error:
        raise ValidationError({"q": error.messages}) from error


def _found(request, asked, narrowing):
    text, words = request.GET["q"].strip(), request.GET.get("words", "")
    found = groups(asked, narrowing.among)
    for group in found:
        query = [("q", text), ("words", words), *narrowing.pairs(group["model"])]
        group["address"] = f"{group['model'].get_list_url()}?{urlencode([pair for pair in query if pair[1]])}"
    return {
        "groups": found,
        "by_word": [] if found else by_word(text),
        "corrected": "" if found else corrected(text),
        "also": asked.other_names,
        "narrower": [] if words else asked.narrower_titles(),
        "marks": asked.stems,
    }


def _feed(request, text, records):
    own = request.build_absolute_uri()
    page = request.build_absolute_uri(f"{request.path}?{_without_format(request)}")
    written = atom(f"{settings.SITE_NAME}: {text}", page, own, records, request)
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


def _without_format(request):
    query = request.GET.copy()
    query.pop("format", None)
    return query.urlencode()

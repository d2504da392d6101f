"""The page that searches everything, and its feed."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from collabfutures.curation.filters.wording import WordsFilter
from collabfutures.curation.formats.atom import atom
from collabfutures.curation.index.everywhere import Everywhere
from collabfutures.curation.messages import not_allowed
from collabfutures.curation.pages.rendering import public_page, render_page
from collabfutures.curation.search.matching import Search
from collabfutures.curation.search.spelling import corrected
from collabfutures.curation.search.synonyms import widened
from collabfutures.site.search_filters import NAMES, Narrowing, choices
from collabfutures.site.search_results import by_word, groups, latest, word_by_word

FEED = "atom"


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """GET /search/?q=…&kind=…&series=…&statement=…: every kind at once, grouped, at most ten of each: the group's own
    list has the rest. With format=atom what changed last among what is found, as a feed."""
    text = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"q": text, "groups": [], "narrow": choices()}
    try:
        _check("format", request.GET.get("format", ""), FEED)
        search, narrowing = asked(request.GET), Narrowing.read(request.GET)
        if search and request.GET.get("format"):
            return _feed(request, text, latest(search, narrowing))
        if search:
            context |= found(request.GET, search, narrowing) | {"chosen": narrowing}
    except ValidationError as error:
        context["errors"] = error.message_dict
    return render_page(request, "search/search.html", context, known=("q", "words", "format", *NAMES))


def asked(query: Any) -> Search | None:
    """The search, or None without a text. Raises ValidationError naming the parameter at fault."""
    text, words = query.get("q", "").strip(), query.get("words", "")
    _check("words", words, WordsFilter.AS_TYPED)
    try:
        return (Search(text) if words else widened(text)) if text else None
    except ValidationError as error:
        raise ValidationError({"q": error.messages}) from error


def _check(name, value, allowed):
    if value not in ("", allowed):
        raise ValidationError({name: not_allowed(name, value, [allowed])})


def found(query: Any, search: Search, narrowing: Narrowing) -> dict[str, Any]:
    """What the search finds, grouped by kind, and what else may be asked where it finds nothing."""
    text, words = query["q"].strip(), query.get("words", "")
    alone = word_by_word(text)
    everywhere = Everywhere([search, *alone.values()])
    shown = groups(search, narrowing.among, everywhere)
    for group in shown:
        pairs = [("q", text), ("words", words), *narrowing.pairs(group["model"])]
        group["address"] = f"{group['model'].get_list_url()}?{urlencode([pair for pair in pairs if pair[1]])}"
    return {
        "groups": shown,
        "by_word": [] if shown else by_word(alone, everywhere),
        "corrected": "" if shown else corrected(text),
        "also": search.other_names,
        "narrower": [] if words else search.narrower_titles(),
        "marks": search.stems,
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

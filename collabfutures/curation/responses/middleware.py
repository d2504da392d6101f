"""Whoever asks again for what has not changed is answered at the door: one short query, and no view is run."""

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import HttpResponseNotModified
from django.utils.http import parse_etags

from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.database.faults import ERRORS, deadline, is_over_its_time
from collabfutures.curation.parameters import MOST_PARAMETERS, QUERY_BYTES
from collabfutures.curation.responses.codings import wanted_coding
from collabfutures.curation.responses.kept import kept_responses
from collabfutures.curation.responses.refusals import unavailable
from collabfutures.curation.responses.tags import entity_tag, last_modified, tag_said
from collabfutures.curation.versions import ContentVersion

# The version is one row. Whoever waits for it longer waits for a server that hangs, and holds a thread meanwhile.
SECONDS, MORE_TRIES = 2, 5
# Anybody may keep a page, and asks each time whether it is still the same.
CACHE_CONTROL = "public, no-cache"
GONE = (301, 404, 410)
# What an answer that has not changed says too.
STAY = ("Cache-Control", "Vary", "ETag", "Last-Modified")
# A dump is of the version that it was made of, and has tags of its own.
NOT_PUBLIC = ("/admin/", "/static/", "/healthz", "/readyz", "/api/v1/dump/")
Handler = Callable[[HttpRequest], HttpResponseBase]


def answer_what_has_not_changed(get_response: Handler) -> Handler:
    """The outermost middleware: what is kept is what went out, compressed and with every header."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _is_plain_read(request):
            return get_response(request)
        try:
            version = _version()
            with deadline(SECONDS), ContentVersion.pinned(version):
                tag = entity_tag(request)
        except ERRORS as error:
            # The view would meet the same fault, and wait longer for it. Any other error is one that it has to meet.
            return unavailable(request, error) or get_response(request)
        with ContentVersion.pinned(version):
            return _answered(request, tag, get_response)

    return middleware


def _version():
    """A migration holds the version for a moment: that is waited for, a server that hangs is not."""
    for _ in range(MORE_TRIES):
        try:
            with deadline(SECONDS):
                return ContentVersion.now()
        except OperationalError as error:
            if not is_over_its_time(error):
                raise
    with deadline(SECONDS):
        return ContentVersion.now()


def _is_plain_read(request):
    """What is refused for its length is refused further in."""
    query = request.META.get("QUERY_STRING", "")
    is_long = len(query) > QUERY_BYTES + settings.CARRIED_BYTES or query.count("&") >= MOST_PARAMETERS
    return request.method in ("GET", "HEAD") and not is_long and not request.path_info.startswith(NOT_PUBLIC)


def _answered(request, tag, get_response):
    key = (request.is_secure(), request.headers.get("Host"), request.get_full_path(), *_forms(request))
    asked = request.headers.get("If-None-Match", "")
    if tag in [each.removeprefix("W/") for each in parse_etags(asked)]:
        return _unchanged(request, kept_responses.get(key, tag), tag)
    # “*” asks whether there is anything at all, which only the view knows.
    kept = None if asked.strip() == "*" else kept_responses.get(key, tag)
    if kept:
        return kept.response()
    response = get_response(request)
    if _may_be_kept(response):
        response.headers["ETag"] = tag_said(request, tag)
        if modified := last_modified(request):
            response.headers["Last-Modified"] = modified
        response.headers.setdefault("Cache-Control", CACHE_CONTROL)
        if asked.strip() == "*":
            return _unchanged(request, None, tag)
        if not response.streaming and request.method == "GET":
            kept_responses.add(key, tag, response)
    elif response.status_code in GONE and not response.cookies:
        # A proxy that keeps a page has to put in its place that it is gone.
        response.headers.setdefault("Cache-Control", CACHE_CONTROL)
    return response


def _forms(request):
    return request.headers.get("Accept", ""), wanted_coding(request)


def _may_be_kept(response):
    """Only a good answer that is the same for everybody."""
    says = response.headers.get("Cache-Control", ""), response.headers.get("Vary", "")
    return (
        response.status_code == 200 and not response.cookies and "no-store" not in says[0] and "Cookie" not in says[1]
    )


def _unchanged(request, kept, tag):
    """304 with the headers that the answer has."""
    usual = OPEN_TO_ALL | {"Vary": "Accept, Accept-Encoding"} if request.path_info.startswith("/api/") else {}
    headers = dict(kept.headers) if kept else {"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding", **usual}
    response: HttpResponse = HttpResponseNotModified()
    for name, value in {**headers, "ETag": tag_said(request, tag)}.items():
        if name in STAY:
            response.headers[name] = value
    return response

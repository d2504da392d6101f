"""What supervisors ask: does this process live, and may it be sent readers? Answered before anything else is looked at.

A probe comes by an address rather than by a name, and without encryption: no host is compared, nobody is redirected.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from collabfutures.curation.database.faults import BUSY, ERRORS, RETRY_SECONDS, deadline
from collabfutures.curation.database.health import faults
from collabfutures.curation.database.reading import REPLICA
from collabfutures.curation.database.servers import aliases, version
from collabfutures.curation.index.follower import follower
from collabfutures.curation.versions import ContentVersion

# So long a database may take to say anything; and so long a process that has just begun may look at everything, and
# read the index of one small kind after another.
SECONDS, LOOK_SECONDS = 1, 5
READ_ONLY_TOLD = "ready to be read, from the replica: the primary database does not answer, and nothing can be saved"
READING = "The read index is being read. Nothing is to be done."
Handler = Callable[[HttpRequest], HttpResponseBase]


def answer_probes(get_response: Handler) -> Handler:
    """The outermost middleware."""
    probes = {"/healthz": health, "/readyz": ready}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        probe = probes.get(request.path_info) if request.method in ("GET", "HEAD") else None
        return probe(request) if probe else get_response(request)

    return middleware


def health(request: HttpRequest) -> HttpResponse:
    """200 while the process answers. The database is no part of it: to end a process brings no database back."""
    return _told("ok", 200)


def ready(request: HttpRequest) -> HttpResponse:
    """200 if this process may be sent readers: migrations applied, triggers, search rows, index. Else 503, why."""
    try:
        with deadline(SECONDS):
            ContentVersion.now()
        with deadline(LOOK_SECONDS):
            found = faults() or ([] if follower.is_ready() else [READING])
    except ERRORS:
        if REPLICA in aliases() and version(REPLICA):
            return _told(READ_ONLY_TOLD, 200)
        found = [BUSY]
    return _told("\n".join(found or ["ready"]), 503 if found else 200)


def _told(text, status):
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": RETRY_SECONDS} if status == 503 else {})
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)

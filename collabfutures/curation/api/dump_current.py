"""Which dump is given out, and who has it already?"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.http import parse_etags
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from collabfutures.curation import registry
from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.dump import making
from collabfutures.curation.versions import ContentVersion

# A larger base is dumped by the timer alone: what is given out then is of the version that its manifest names.
MOST_ON_DEMAND = 20_000
# So often, and so many seconds apart, it is tried whether another process has made the dump.
TRIES, PAUSE = 80, 0.1


class BeingMade(APIException):
    status_code = 503
    default_detail = "The dump is being made. Please try again in a few seconds."
    wait = 5


def current(request: Request) -> Path:
    """The newest dump; of a small base that has changed since, a new one. Raises Http404 where none was made yet."""
    made = making.newest()
    if made and _is_of_now(made):
        return made
    if sum(kind.model.objects.published().count() for kind in registry.kinds()) < MOST_ON_DEMAND:
        with _alone():
            # Another process may have made it meanwhile.
            made = making.newest()
            if made and _is_of_now(made):
                return made
            return making.make(request.build_absolute_uri("/").rstrip("/"), reverse("dump"))
    if made is None:
        raise Http404
    return made


def _is_of_now(made):
    told = making.told(made)
    return (told["version"], told["epoch"]) == ContentVersion.now()


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes a dump; the others wait a little, and are then asked to come again."""
    making.folder().mkdir(parents=True, exist_ok=True)
    with (making.folder() / "lock").open("w") as lock:
        for _ in range(TRIES):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(PAUSE)
        else:
            raise BeingMade
        yield


def headers_of(made: Path, name: str) -> dict[str, Any]:
    """The headers of a file of a dump, or of its manifest."""
    return {**OPEN_TO_ALL, "ETag": _tag(made, name), "X-Content-Version": str(making.told(made)["version"])}


def unchanged(request: Request, made: Path, name: str) -> HttpResponse | None:
    """304 for whoever has this very file."""
    if _tag(made, name) in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers_of(made, name))
    return None


def _tag(made: Path, name: str) -> str:
    files = {each["name"]: each["sha256"][:32] for each in making.told(made)["files"]}
    return f'"{files.get(name) or made.name}"'

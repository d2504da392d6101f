"""Everything in one file: the manifest of the newest dump, and its files."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.urls import reverse
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from collabfutures.curation import parameters, registry
from collabfutures.curation.api.negotiation import FormNegotiation
from collabfutures.curation.api.openapi import OF_AN_ANSWER, problems
from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.dump import making
from collabfutures.curation.dump.manifest import MANIFEST, MEDIA_TYPES
from collabfutures.curation.versions import ContentVersion

# A larger base is dumped by the timer alone: what is given out then is of the version that its manifest names.
MOST_ON_DEMAND = 20_000
MANIFEST_SCHEMA = {
    "type": "object",
    "required": ["version", "position", "made_at", "licence", "counts", "files", "dcat"],
    "properties": {
        "version": {"type": "integer", "description": "The number of the newest change that is in it."},
        "position": {"type": "string", "description": "Give it as “since” to the changes to bring a copy to now."},
        "made_at": {"type": "string", "format": "date-time"},
        "licence": {"type": "string", "format": "uri"},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "files": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
        "dcat": {"type": "object", "additionalProperties": True},
    },
}


class BeingMade(APIException):
    status_code = 503
    default_detail = "The dump is being made. Please try again in a few seconds."
    wait = 5


class Dump(APIView):
    """Everything public in one file: where it is, of which version, how to check it."""

    renderer_classes = [JSONRenderer]
    content_negotiation_class = FormNegotiation

    @extend_schema(
        operation_id="dump",
        tags=["dump"],
        summary="The files that hold every public record, with their checksums",
        responses={(200, "application/json"): MANIFEST_SCHEMA, **problems((*OF_AN_ANSWER, 404))},
    )
    def get(self, request: Request) -> HttpResponseBase:
        parameters.check_names(request.query_params, ["format"])
        parameters.check_empty(request.query_params)
        made = current(request)
        return _tagged(request, made, MANIFEST) or Response(making.told(made), headers=_headers(made, MANIFEST))


class DumpFile(APIView):
    """One of the files of the newest dump."""

    @extend_schema(
        operation_id="dump_file",
        tags=["dump"],
        summary="One of the files of the dump, as the manifest names them",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **problems((*OF_AN_ANSWER, 404))},
    )
    def get(self, request: Request, name: str) -> HttpResponseBase:
        parameters.check_names(request.query_params, [])
        if name not in MEDIA_TYPES:
            raise Http404
        made = current(request)
        unchanged = _tagged(request, made, name)
        if unchanged:
            return unchanged
        headers = _headers(made, name)
        if request.method == "HEAD":
            size = str((made / name).stat().st_size)
            return HttpResponse(content_type=MEDIA_TYPES[name], headers=headers | {"Content-Length": size})
        file = (made / name).open("rb")
        return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPES[name], headers=headers)


def current(request: Request) -> Path:
    """The newest dump; of a small base that has changed since, a new one. Raises Http404 where none was made yet."""
    made = making.newest()
    told = making.told(made) if made else {}
    if made and (told["version"], told["epoch"]) == ContentVersion.now():
        return made
    if sum(kind.model.objects.published().count() for kind in registry.kinds()) < MOST_ON_DEMAND:
        with _alone():
            return making.make(request.build_absolute_uri("/").rstrip("/"), reverse("dump"))
    if made is None:
        raise Http404
    return made


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes a dump; the others are asked to come again."""
    making.folder().mkdir(parents=True, exist_ok=True)
    with (making.folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BeingMade from None
        yield


def _headers(made: Path, name: str) -> dict[str, Any]:
    return {**OPEN_TO_ALL, "ETag": _tag(made, name), "X-Content-Version": str(making.told(made)["version"])}


def _tagged(request: Request, made: Path, name: str) -> HttpResponse | None:
    """304 for whoever has this very file."""
    if _tag(made, name) in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=_headers(made, name))
    return None


def _tag(made: Path, name: str) -> str:
    files = {each["name"]: each["sha256"][:32] for each in making.told(made)["files"]}
    return f'"{files.get(name) or made.name}"'

"""Everything in one file: the manifest of the newest dump, and its files."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from collabfutures.curation import parameters
from collabfutures.curation.api.described_answers import OF_AN_ANSWER, headers, problems
from collabfutures.curation.api.described_parameters import query_parameter
from collabfutures.curation.api.dump_current import current, headers_of, unchanged
from collabfutures.curation.api.negotiation import AsItIs, FormNegotiation
from collabfutures.curation.api.reading import Readable
from collabfutures.curation.dump import making
from collabfutures.curation.dump.manifest import MANIFEST, MEDIA_TYPES

MANIFEST_SCHEMA = {
    "type": "object",
    "required": ["version", "position", "made_at", "license", "counts", "files", "dcat"],
    "properties": {
        "version": {"type": "integer", "description": "The number of the newest change that is in it."},
        "position": {"type": "string", "description": "Give it as “since” to the changes to bring a copy to now."},
        "made_at": {"type": "string", "format": "date-time"},
        "license": {"type": "string", "format": "uri"},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "files": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
        "dcat": {"type": "object", "additionalProperties": True},
    },
}


# Generators of clients know the first of these; what is sent is what the manifest names.
FILES = dict.fromkeys(
    ((200, media) for media in ("application/octet-stream", *sorted(set(MEDIA_TYPES.values())))), OpenApiTypes.BINARY
)


class Dump(Readable, APIView):
    """Everything public in one file: where it is, of which version, how to check it."""

    renderer_classes = [JSONRenderer]
    content_negotiation_class = FormNegotiation

    @extend_schema(
        operation_id="dump",
        tags=["dump"],
        summary="The files that hold every public record, with their checksums",
        parameters=[query_parameter("format", "There is one form.", enum=["json"]), *headers()],
        responses={(200, "application/json"): MANIFEST_SCHEMA, **problems((*OF_AN_ANSWER, 404))},
    )
    def get(self, request: Request) -> HttpResponseBase:
        parameters.check_names(request.query_params, ["format"])
        parameters.check_empty(request.query_params)
        made = current(request)
        return unchanged(request, made, MANIFEST) or Response(making.told(made), headers=headers_of(made, MANIFEST))


class DumpFile(Readable, APIView):
    """One of the files of the newest dump."""

    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="dump_file",
        tags=["dump"],
        summary="One of the files of the dump, as the manifest names them",
        parameters=[OpenApiParameter("name", location="path", enum=list(MEDIA_TYPES)), *headers()],
        responses={**FILES, **problems((*OF_AN_ANSWER, 404))},
    )
    def get(self, request: Request, name: str) -> HttpResponseBase:
        parameters.check_names(request.query_params, [])
        if name not in MEDIA_TYPES:
            raise Http404
        made = current(request)
        same = unchanged(request, made, name)
        if same:
            return same
        headers = headers_of(made, name)
        if request.method == "HEAD":
            size = str((made / name).stat().st_size)
            return HttpResponse(content_type=MEDIA_TYPES[name], headers=headers | {"Content-Length": size})
        file = (made / name).open("rb")
        return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPES[name], headers=headers)

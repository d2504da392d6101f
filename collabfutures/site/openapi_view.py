"""The API as an OpenAPI document, for programs that write clients."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import get_script_prefix
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from collabfutures.curation import registry
from collabfutures.curation.api.openapi import OF_SEVERAL
from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.api.reading import Readable
from collabfutures.curation.parameters import check_names
from collabfutures.curation.versions import KeptForNow

NAME_OF_LICENCE = "Open Government Licence v3.0"


class Description(Readable, APIView):
    """The API as an OpenAPI document."""

    renderer_classes = [OpenApiJsonRenderer, JSONRenderer]
    schema = None

    def get(self, request: Request) -> HttpResponse:
        check_names(request.query_params, [])
        site = request.build_absolute_uri("/").rstrip("/")
        body = kept.get((site, get_script_prefix()), lambda: document(site, request))
        return HttpResponse(body, content_type=OpenApiJsonRenderer.media_type, headers=OPEN_TO_ALL)


# Until the content changes: the examples are records that are public now.
kept: KeptForNow[bytes] = KeptForNow()


def document(site: str, request: Request) -> bytes:
    """The description as bytes: what the code says, where it is served, and a record of each kind as an example."""
    found = deepcopy(described())
    found["info"] |= {
        "contact": {"name": settings.SITE_NAME, "url": site + get_script_prefix()}
        | ({"email": settings.CONTACT} if settings.CONTACT else {}),
        "license": {"name": NAME_OF_LICENCE, "url": settings.CONTENT_LICENCE},
    }
    # Relative to the description: clients are made on one machine and used on another, and no site has to name itself.
    found["servers"], found["security"] = [{"url": "/", "description": settings.SITE_NAME}], []
    found["tags"] = [*(_tag(kind) for kind in registry.kinds()), *BESIDE]
    for kind in registry.kinds():
        _give_example(found, kind, request)
    return json.dumps(found, ensure_ascii=False).encode()


BESIDE = (
    {"name": "changes", "description": "What has happened to records of every kind, for those who keep a copy."},
    {"name": "dump", "description": "Everything public in one file."},
    {"name": OF_SEVERAL, "description": "Answers that are made of several kinds, as the pages show them."},
)


@cache
def described() -> dict[str, Any]:
    """What the code says of itself; a process makes it once."""
    return json.loads(OpenApiJsonRenderer().render(SchemaGenerator().get_schema(public=True), renderer_context={}))


def _tag(kind):
    return {"name": kind.viewset.route, "description": kind.list_view.intro}


def _give_example(found, kind, request):
    """The first public record of the kind stands beside the schema of its address."""
    record = kind.model.objects.published().order_by("pk").first()
    path = f"/{kind.model.get_api_url().removeprefix(get_script_prefix())}{{slug}}/"
    if record:
        kind.serializer_class.prepare([record])
        value = kind.serializer_class(record, context={"request": request}).data
        media = found["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        media["example"] = value

"""The API as an OpenAPI document, for programs that write clients."""

from functools import cache

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.parameters import check_names


class Description(APIView):
    """The API as an OpenAPI document."""

    renderer_classes = [OpenApiJsonRenderer, JSONRenderer]
    default_response_headers = OPEN_TO_ALL
    schema = None

    def get(self, request: Request) -> HttpResponse:
        check_names(request.query_params, [])
        return HttpResponse(described(), content_type=OpenApiJsonRenderer.media_type, headers=OPEN_TO_ALL)


@cache
def described() -> bytes:
    """The document as bytes. It depends on the code alone, so a process makes it once."""
    return OpenApiJsonRenderer().render(SchemaGenerator().get_schema(public=True), renderer_context={})

"""The API's addresses: those that the viewsets of the apps name. The whole list is what “every kind” means to tests."""

from typing import Any

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from collabfutures.curation import registry
from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.parameters import check_names
from findings import api as findings_api  # noqa: F401, these two
from seminars import api as seminars_api  # noqa: F401, define the viewsets

# Addresses that are of every kind.
BESIDE = ("changes", "openapi")


class Root(APIRootView):
    """Where each kind of record is found."""

    @property
    def default_response_headers(self) -> dict[str, str]:
        return super().default_response_headers | OPEN_TO_ALL

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_names(request.query_params, [])
        found = super().get(request, *args, **kwargs)
        found.data |= {name: request.build_absolute_uri(reverse(name)) for name in BESIDE}
        return found


router = DefaultRouter()
router.APIRootView = Root
for kind in registry.kinds():
    router.register(kind.viewset.route, kind.viewset, basename=kind.model._meta.model_name)

"""The API's addresses: those that the viewsets of the apps name. The whole list is what “every kind” means to tests."""

from typing import Any

from django.urls import path, reverse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from collabfutures.curation import registry
from collabfutures.curation.api.answers import AnswerView
from collabfutures.curation.api.reading import Readable
from collabfutures.curation.parameters import check_names
from collabfutures.site.search_answers import SearchAnswer
from collabfutures.site.suggest_answer import SuggestAnswer
from findings import api as findings_api  # noqa: F401, these two
from findings.resources.comparison import CompareAnswer
from findings.resources.coverage import CoverageAnswer
from findings.resources.crosswalk import CrosswalkAnswer
from findings.resources.evidence_map import MapAnswer
from findings.resources.gaps import GapsAnswer
from findings.resources.learning import LearningAnswer
from seminars import api as seminars_api  # noqa: F401, define the viewsets

# {path below /api/v1/: view} of the answers that are no list of one kind.
ANSWERS: dict[str, type[AnswerView]] = {
    "map": MapAnswer,
    "compare": CompareAnswer,
    "crosswalk": CrosswalkAnswer,
    "coverage": CoverageAnswer,
    "agenda/gaps": GapsAnswer,
    "learning": LearningAnswer,
    "search": SearchAnswer,
    "suggest": SuggestAnswer,
}
# Addresses that are of every kind, by their names.
BESIDE = {
    "changes": "changes",
    "dump": "dump",
    "openapi": "openapi",
    **{place.replace("/", "-"): f"{place.replace('/', '-')}-answer" for place in ANSWERS},
}


class Root(Readable, APIRootView):
    """Where each kind of record is found."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_names(request.query_params, [])
        found = super().get(request, *args, **kwargs)
        found.data |= {name: request.build_absolute_uri(reverse(route)) for name, route in BESIDE.items()}
        return found


router = DefaultRouter()
router.APIRootView = Root
for kind in registry.kinds():
    router.register(kind.viewset.route, kind.viewset, basename=kind.model._meta.model_name)

answer_urls = [
    path(f"{place}/", view.as_view(), name=f"{place.replace('/', '-')}-answer") for place, view in ANSWERS.items()
]

"""The API's addresses, one line for each kind. The whole list is also what "every kind" means to the tests."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from collabfutures.curation.api.problems import OPEN_TO_ALL
from collabfutures.curation.parameters import check_names
from findings import api as findings
from seminars import api as seminars


class Root(APIRootView):
    """Where each kind of record is found."""

    default_response_headers = OPEN_TO_ALL

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_names(request.query_params, [])
        return super().get(request, *args, **kwargs)


router = DefaultRouter()
router.APIRootView = Root
router.register("findings", findings.FindingViewSet, basename="finding")
router.register("series", seminars.SeriesViewSet, basename="series")
router.register("seminars", seminars.SeminarViewSet, basename="seminar")
router.register("representations", seminars.RepresentationViewSet, basename="representation")
router.register("discourses", seminars.DiscourseViewSet, basename="discourse")
router.register("themes", seminars.ThemeViewSet, basename="theme")
router.register("theme-roles", seminars.ThemeRoleViewSet, basename="themerole")
router.register("sectors", seminars.SectorViewSet, basename="sector")
router.register("sources", seminars.SourceViewSet, basename="source")
router.register("application-areas", findings.ApplicationAreaViewSet, basename="applicationarea")
router.register("manifestations", findings.ManifestationViewSet, basename="manifestation")
router.register("tensions", findings.TensionViewSet, basename="tension")
router.register("implications", findings.ImplicationViewSet, basename="implication")
router.register("assessment-statements", findings.AssessmentStatementViewSet, basename="assessmentstatement")
router.register("barriers", findings.BarrierViewSet, basename="barrier")
router.register("learning-transfers", findings.LearningTransferViewSet, basename="learningtransfer")
router.register("terms", findings.TermViewSet, basename="term")
router.register("frameworks", findings.FrameworkViewSet, basename="framework")
router.register("research-questions", findings.ResearchQuestionViewSet, basename="researchquestion")
router.register("cases", findings.CollaborationCaseViewSet, basename="collaborationcase")
router.register("impact-records", findings.ImpactRecordViewSet, basename="impactrecord")

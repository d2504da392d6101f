"""The addresses of this app: a list and a record for each kind, and the answers made of several."""

from django.urls import path

from collabfutures.curation.pages import converters  # noqa: F401, registers <record:slug>
from findings import views
from findings.analyses.comparison.views import compare
from findings.analyses.evidence_map import EvidenceMap
from findings.analyses.self_assessment.views import what_competes
from findings.analyses.translation.views import translate

urlpatterns = [
    path("map/", EvidenceMap.as_view(), name="map"),
    path("compare/", compare, name="compare"),
    path("what-competes/", what_competes, name="what-competes"),
    path("translate/", translate, name="translate"),
    path("areas/", views.ApplicationAreaList.as_view(), name="applicationarea-list"),
    path("areas/<record:slug>/", views.ApplicationAreaDetail.as_view(), name="applicationarea-detail"),
    path("findings/", views.FindingList.as_view(), name="finding-list"),
    path("findings/<record:slug>/", views.FindingDetail.as_view(), name="finding-detail"),
    path("manifestations/", views.ManifestationList.as_view(), name="manifestation-list"),
    path("manifestations/<record:slug>/", views.ManifestationDetail.as_view(), name="manifestation-detail"),
    path("tensions/", views.TensionList.as_view(), name="tension-list"),
    path("tensions/<record:slug>/", views.TensionDetail.as_view(), name="tension-detail"),
    path("implications/", views.ImplicationList.as_view(), name="implication-list"),
    path("implications/<record:slug>/", views.ImplicationDetail.as_view(), name="implication-detail"),
    path("statements/", views.AssessmentStatementList.as_view(), name="assessmentstatement-list"),
    path("statements/<record:slug>/", views.AssessmentStatementDetail.as_view(), name="assessmentstatement-detail"),
    path("barriers/", views.BarrierList.as_view(), name="barrier-list"),
    path("barriers/<record:slug>/", views.BarrierDetail.as_view(), name="barrier-detail"),
    path("learning/", views.LearningTransferList.as_view(), name="learningtransfer-list"),
    path("learning/<record:slug>/", views.LearningTransferDetail.as_view(), name="learningtransfer-detail"),
    path("words/", views.TermList.as_view(), name="term-list"),
    path("words/<record:slug>/", views.TermDetail.as_view(), name="term-detail"),
    path("frameworks/", views.FrameworkList.as_view(), name="framework-list"),
    path("frameworks/<record:slug>/", views.FrameworkDetail.as_view(), name="framework-detail"),
    path("agenda/", views.ResearchQuestionList.as_view(), name="researchquestion-list"),
    path("agenda/<record:slug>/", views.ResearchQuestionDetail.as_view(), name="researchquestion-detail"),
    path("cases/", views.CollaborationCaseList.as_view(), name="collaborationcase-list"),
    path("cases/<record:slug>/", views.CollaborationCaseDetail.as_view(), name="collaborationcase-detail"),
    path("impact/", views.ImpactRecordList.as_view(), name="impactrecord-list"),
    path("impact/<record:slug>/", views.ImpactRecordDetail.as_view(), name="impactrecord-detail"),
]

"""The addresses of this app in the API: a FilterSet and a serializer for each kind."""

from collabfutures.curation.api.viewsets import RecordViewSet
from findings import filters, serializers


class AnswerViewSet(RecordViewSet):
    route = "answers"
    filterset_class = filters.AnswerFilter
    serializer_class = serializers.AnswerSerializer


class FindingViewSet(RecordViewSet):
    route = "findings"
    filterset_class = filters.FindingFilter
    serializer_class = serializers.FindingSerializer


class ManifestationViewSet(RecordViewSet):
    route = "manifestations"
    filterset_class = filters.ManifestationFilter
    serializer_class = serializers.ManifestationSerializer


class TensionViewSet(RecordViewSet):
    route = "tensions"
    filterset_class = filters.TensionFilter
    serializer_class = serializers.TensionSerializer


class ImplicationViewSet(RecordViewSet):
    route = "implications"
    filterset_class = filters.ImplicationFilter
    serializer_class = serializers.ImplicationSerializer


class AssessmentStatementViewSet(RecordViewSet):
    route = "assessment-statements"
    filterset_class = filters.AssessmentStatementFilter
    serializer_class = serializers.AssessmentStatementSerializer


class BarrierViewSet(RecordViewSet):
    route = "barriers"
    filterset_class = filters.BarrierFilter
    serializer_class = serializers.BarrierSerializer


class LearningTransferViewSet(RecordViewSet):
    route = "learning-transfers"
    filterset_class = filters.LearningTransferFilter
    serializer_class = serializers.LearningTransferSerializer


class TermViewSet(RecordViewSet):
    route = "terms"
    filterset_class = filters.TermFilter
    serializer_class = serializers.TermSerializer


class FrameworkViewSet(RecordViewSet):
    route = "frameworks"
    filterset_class = filters.FrameworkFilter
    serializer_class = serializers.FrameworkSerializer


class ResearchQuestionViewSet(RecordViewSet):
    route = "research-questions"
    filterset_class = filters.ResearchQuestionFilter
    serializer_class = serializers.ResearchQuestionSerializer


class CollaborationCaseViewSet(RecordViewSet):
    route = "cases"
    filterset_class = filters.CollaborationCaseFilter
    serializer_class = serializers.CollaborationCaseSerializer


class ImpactRecordViewSet(RecordViewSet):
    route = "impact-records"
    filterset_class = filters.ImpactRecordFilter
    serializer_class = serializers.ImpactRecordSerializer

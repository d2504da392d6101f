"""The pages of this app: a list and a record for each kind."""

from collabfutures.curation.views import RecordDetailView, RecordListView
from findings import filters, serializers


class ApplicationAreaList(RecordListView):
    filterset_class = filters.ApplicationAreaFilter
    serializer_class = serializers.ApplicationAreaSerializer
    intro = "The 22 areas in which GtR records where findings may be used."


class ApplicationAreaDetail(RecordDetailView):
    serializer_class = serializers.ApplicationAreaSerializer


class FindingList(RecordListView):
    filterset_class = filters.FindingFilter
    serializer_class = serializers.FindingSerializer
    intro = "What the seminars found, and how sure the source is of it."


class FindingDetail(RecordDetailView):
    serializer_class = serializers.FindingSerializer


class ManifestationList(RecordListView):
    filterset_class = filters.ManifestationFilter
    serializer_class = serializers.ManifestationSerializer
    intro = "How each discourse shows in a sector or in a form of institution."


class ManifestationDetail(RecordDetailView):
    serializer_class = serializers.ManifestationSerializer


class TensionList(RecordListView):
    filterset_class = filters.TensionFilter
    serializer_class = serializers.TensionSerializer
    intro = "Discourses that compete within one collaboration, and the difficulty this makes."


class TensionDetail(RecordDetailView):
    serializer_class = serializers.TensionSerializer


class ImplicationList(RecordListView):
    filterset_class = filters.ImplicationFilter
    serializer_class = serializers.ImplicationSerializer
    intro = "What each discourse implies for leadership, management, performance, learning and people."


class ImplicationDetail(RecordDetailView):
    serializer_class = serializers.ImplicationSerializer


class BarrierList(RecordListView):
    filterset_class = filters.BarrierFilter
    serializer_class = serializers.BarrierSerializer
    intro = "What stands in the way of learning between the sectors."


class BarrierDetail(RecordDetailView):
    serializer_class = serializers.BarrierSerializer


class LearningTransferList(RecordListView):
    filterset_class = filters.LearningTransferFilter
    serializer_class = serializers.LearningTransferSerializer
    intro = "What the sectors may learn from each other, and in which direction."


class LearningTransferDetail(RecordDetailView):
    serializer_class = serializers.LearningTransferSerializer


class TermList(RecordListView):
    filterset_class = filters.TermFilter
    serializer_class = serializers.TermSerializer
    intro = "What each sector calls the same thing."


class TermDetail(RecordDetailView):
    serializer_class = serializers.TermSerializer


class FrameworkList(RecordListView):
    filterset_class = filters.FrameworkFilter
    serializer_class = serializers.FrameworkSerializer
    intro = "Theories that explain collaboration, each with its caveat of context."


class FrameworkDetail(RecordDetailView):
    serializer_class = serializers.FrameworkSerializer


class ResearchQuestionList(RecordListView):
    filterset_class = filters.ResearchQuestionFilter
    serializer_class = serializers.ResearchQuestionSerializer
    intro = "What the series leaves to be asked."


class ResearchQuestionDetail(RecordDetailView):
    serializer_class = serializers.ResearchQuestionSerializer


class CollaborationCaseList(RecordListView):
    filterset_class = filters.CollaborationCaseFilter
    serializer_class = serializers.CollaborationCaseSerializer
    intro = "Real collaborations and the discourses seen in them."


class CollaborationCaseDetail(RecordDetailView):
    serializer_class = serializers.CollaborationCaseSerializer


class ImpactRecordList(RecordListView):
    filterset_class = filters.ImpactRecordFilter
    serializer_class = serializers.ImpactRecordSerializer
    intro = "What is claimed to have come of the research, and what can be said of that claim."


class ImpactRecordDetail(RecordDetailView):
    serializer_class = serializers.ImpactRecordSerializer

"""The pages of this app: a list and a record for each kind."""

from collabfutures.curation.filters.axes import Axis
from collabfutures.curation.pages.views import RecordDetailView, RecordListView, Table
from findings import filters, gaps, serializers
from findings.figures.flows import flows
from findings.figures.timeline import timeline
from findings.related_context import related_context
from findings.vocabulary import MANAGEMENT_DOMAIN
from seminars.voices import voices

AGENDA = filters.ResearchQuestionFilter
# The roles of the themes that research could be asked about, whether it has been or not.
ASKED_OF = ("future-research-theme", "cross-sector-issue", MANAGEMENT_DOMAIN)
DISCOURSE = Axis("discourse")


class ApplicationAreaList(RecordListView):
    filterset_class = filters.ApplicationAreaFilter
    serializer_class = serializers.ApplicationAreaSerializer
    intro = "The 22 areas in which GtR records where findings may be used."


class ApplicationAreaDetail(RecordDetailView):
    serializer_class = serializers.ApplicationAreaSerializer


class FindingList(RecordListView):
    filterset_class = filters.FindingFilter
    serializer_class = serializers.FindingSerializer
    intro = "What seminar series and awards found, and how sure the source is of it."


class FindingDetail(RecordDetailView):
    serializer_class = serializers.FindingSerializer
    joined = ("series",)

    def more(self, record):
        return {"all_voices": voices([record.series]), "related_context": related_context(record)}


class ManifestationList(RecordListView):
    filterset_class = filters.ManifestationFilter
    serializer_class = serializers.ManifestationSerializer
    intro = "How each discourse shows in a sector or in a form of institution."
    tables = (
        Table(
            DISCOURSE,
            Axis("sector"),
            AGENDA,
            "Discourses by sector",
            "Each cell lists how one discourse shows in one sector.",
        ),
        Table(
            DISCOURSE,
            Axis("form"),
            AGENDA,
            "Discourses by form of institution",
            "Each cell lists how one discourse shows in one form of institution.",
        ),
    )


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
    tables = (
        Table(
            DISCOURSE,
            Axis("domain"),
            AGENDA,
            "Discourses by domain of management",
            "Each cell says what one discourse implies for one domain, so that courses of action can be weighed.",
        ),
    )


class ImplicationDetail(RecordDetailView):
    serializer_class = serializers.ImplicationSerializer


class AssessmentStatementList(RecordListView):
    filterset_class = filters.AssessmentStatementFilter
    serializer_class = serializers.AssessmentStatementSerializer
    intro = (
        "The statements of the self-assessment. Each is the curators' interpretation of a discourse, with its source."
    )


class AssessmentStatementDetail(RecordDetailView):
    serializer_class = serializers.AssessmentStatementSerializer


class BarrierList(RecordListView):
    filterset_class = filters.BarrierFilter
    serializer_class = serializers.BarrierSerializer
    intro = "What stands in the way of learning between the sectors."


class BarrierDetail(RecordDetailView):
    serializer_class = serializers.BarrierSerializer


class LearningTransferList(RecordListView):
    filterset_class = filters.LearningTransferFilter
    serializer_class = serializers.LearningTransferSerializer
    heading = "Learning within and between sectors"
    intro = "What the sectors may learn from each other, and in which direction."

    def results(self, request, filterset):
        found = super().results(request, filterset)
        return {**found, "flows": flows(self.serializer_class.prepare(filterset.qs))}


class LearningTransferDetail(RecordDetailView):
    serializer_class = serializers.LearningTransferSerializer


class TermList(RecordListView):
    filterset_class = filters.TermFilter
    serializer_class = serializers.TermSerializer
    heading = "Words across sectors"
    intro = "What each sector calls the same thing."
    tables = (
        Table(
            Axis("theme", lambda themes: themes.in_role("cross-sector-issue")),
            Axis("sector"),
            AGENDA,
            "Themes by sector: which word each sector uses",
            "Each cell lists the words that one sector uses for one theme, and how near they are to it.",
            told=("match", "note"),
        ),
    )


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
    heading = "Research agenda"
    intro = "What is left to be asked, and where nothing has been asked or found."
    tables = (
        Table(
            Axis("theme", lambda themes: themes.in_role(*ASKED_OF)),
            Axis("sector"),
            filters.FindingFilter,
            "Questions by theme and sector",
            "Each cell counts the research questions on one theme in one sector.",
            told=None,
        ),
    )

    def results(self, request, filterset):
        return {**super().results(request, filterset), "axes": gaps.axes(), "gaps": gaps.gaps()}


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

    def results(self, request, filterset):
        found = super().results(request, filterset)
        return {**found, "timeline": timeline(next(facet for facet in found["facets"] if facet.name == "year"))}


class ImpactRecordDetail(RecordDetailView):
    serializer_class = serializers.ImpactRecordSerializer

"""The pages of this app: a list and a record for each kind."""

from typing import Any

from django.http import HttpRequest

from collabfutures.curation.filters import RecordFilterSet
from collabfutures.curation.filters.axes import Axis
from collabfutures.curation.filters.matrix import Table
from collabfutures.curation.pages.views import RecordListView
from findings import api, filters, gaps
from findings.by_sector import by_sector
from findings.figures.flows import flows
from findings.figures.timeline import timeline
from findings.related_context import related_context
from findings.strength import strength
from findings.vocabulary import MANAGEMENT_DOMAIN
from seminars.models import Series
from seminars.sourced_page import SourcedDetailView

AGENDA = filters.ResearchQuestionFilter
# The roles of the themes that research could be asked about, whether it has been or not.
ASKED_OF = ("future-research-theme", "cross-sector-issue", MANAGEMENT_DOMAIN)
DISCOURSE = Axis("discourse")


class AnswerList(RecordListView):
    viewset = api.AnswerViewSet
    address = "answers/"
    heading = "Questions and answers"
    intro = "What readers ask, and what the records say to it: short, with the statements behind every sentence."


class AnswerDetail(SourcedDetailView):
    viewset = api.AnswerViewSet

    def more(self, record: Any) -> dict[str, Any]:
        found = super().more(record)
        statements = {source.statement: source for source in found["rests_on"] if source.statement}
        return {**found, "strength": strength(record), "statements": statements}


class FindingList(RecordListView):
    viewset = api.FindingViewSet
    address = "findings/"
    intro = "What seminar series and awards found, and how sure the source is of it."
    told_of_all = ("consensus", "sector", "discourse")

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        return {**super().results(request, filterset), "by_sector": by_sector(filterset)}


class FindingDetail(SourcedDetailView):
    viewset = api.FindingViewSet
    joined = ("series",)
    told_apart = ("detail", "consensus", "modality", "is_overview")

    def voiced(self, record: Any) -> list[Series]:
        return [record.series]

    def more(self, record: Any) -> dict[str, Any]:
        return {**super().more(record), "related_context": related_context(record)}


class ManifestationList(RecordListView):
    viewset = api.ManifestationViewSet
    address = "manifestations/"
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


class ManifestationDetail(SourcedDetailView):
    viewset = api.ManifestationViewSet


class TensionList(RecordListView):
    viewset = api.TensionViewSet
    address = "tensions/"
    intro = "Discourses that compete within one collaboration, and the difficulty this makes."


class TensionDetail(SourcedDetailView):
    viewset = api.TensionViewSet


class ImplicationList(RecordListView):
    viewset = api.ImplicationViewSet
    address = "implications/"
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


class ImplicationDetail(SourcedDetailView):
    viewset = api.ImplicationViewSet


class AssessmentStatementList(RecordListView):
    viewset = api.AssessmentStatementViewSet
    address = "statements/"
    intro = (
        "The statements of the self-assessment. Each is the curators' interpretation of a discourse, with its source."
    )


class AssessmentStatementDetail(SourcedDetailView):
    viewset = api.AssessmentStatementViewSet


class BarrierList(RecordListView):
    viewset = api.BarrierViewSet
    address = "barriers/"
    intro = "What stands in the way of learning between the sectors."


class BarrierDetail(SourcedDetailView):
    viewset = api.BarrierViewSet


class LearningTransferList(RecordListView):
    viewset = api.LearningTransferViewSet
    address = "learning/"
    heading = "Learning within and between sectors"
    intro = "What the sectors may learn from each other, and in which direction."

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        found = super().results(request, filterset)
        return {**found, "flows": flows(self.kind.serializer_class.prepare(filterset.qs))}


class LearningTransferDetail(SourcedDetailView):
    viewset = api.LearningTransferViewSet


class TermList(RecordListView):
    viewset = api.TermViewSet
    address = "words/"
    heading = "Words across sectors"
    intro = "What each sector calls the same thing."
    tables = (
        Table(
            Axis("theme", lambda themes: themes.in_role("cross-sector-issue")),
            Axis("sector"),
            AGENDA,
            "Themes by sector: which word each sector uses",
            "Each cell lists the words that one sector uses for one theme, and how near they are to it.",
            remarks=("match", "note"),
        ),
    )


class TermDetail(SourcedDetailView):
    viewset = api.TermViewSet


class FrameworkList(RecordListView):
    viewset = api.FrameworkViewSet
    address = "frameworks/"
    intro = "Theories that explain collaboration, each with its caveat of context."


class FrameworkDetail(SourcedDetailView):
    viewset = api.FrameworkViewSet


class ResearchQuestionList(RecordListView):
    viewset = api.ResearchQuestionViewSet
    address = "agenda/"
    heading = "Research agenda"
    intro = "What is left to be asked, and where nothing has been asked or found."
    tables = (
        Table(
            Axis("theme", lambda themes: themes.in_role(*ASKED_OF)),
            Axis("sector"),
            filters.FindingFilter,
            "Questions by theme and sector",
            "Each cell counts the research questions on one theme in one sector.",
            remarks=None,
        ),
    )

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        return {**super().results(request, filterset), **gaps.agenda()}


class ResearchQuestionDetail(SourcedDetailView):
    viewset = api.ResearchQuestionViewSet


class CollaborationCaseList(RecordListView):
    viewset = api.CollaborationCaseViewSet
    address = "cases/"
    intro = "Real collaborations and the discourses seen in them."


class CollaborationCaseDetail(SourcedDetailView):
    viewset = api.CollaborationCaseViewSet


class ImpactRecordList(RecordListView):
    viewset = api.ImpactRecordViewSet
    address = "impact/"
    intro = "What is claimed to have come of the research, and what can be said of that claim."

    def results(self, request: HttpRequest, filterset: RecordFilterSet) -> dict[str, Any]:
        found = super().results(request, filterset)
        return {**found, "timeline": timeline(next(facet for facet in found["facets"] if facet.name == "year"))}


class ImpactRecordDetail(SourcedDetailView):
    viewset = api.ImpactRecordViewSet

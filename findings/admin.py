"""Curating the kinds of this app."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from collabfutures.curation.admin.inlines import BoundedTabularInline, RecordInline
from findings import models
from findings.gtr_pages import GtrPages
from seminars.admin import DiscourseAdmin, SourcedAdmin, SourcesFormSet
from seminars.models import Discourse


@admin.register(models.Answer)
class AnswerAdmin(SourcedAdmin):
    guidance = "The title is a reader's question, the summary the short answer. Give no advice that no source gives."
    list_display = ("title", "asker", "position")
    list_filter = ("state", "asker")
    groups = (
        ("Answer", {"fields": (("asker", "position"), "carried_by", "for_whom", "limits", "ask_next")}),
        ("What it rests on", {"fields": ("findings", "tensions", "barriers", "impact_records")}),
        ("What it is about", {"fields": ("themes", "discourses", "sectors")}),
    )


class ChildInline(RecordInline):
    model = models.Finding
    fk_name = "parent"
    verbose_name_plural = "parts of this finding"
    fields = (("title", "slug"), "summary", "series", ("position", "consensus"), "seen_token")
    autocomplete_fields = ("series",)


class SourceInline(BoundedTabularInline):
    """The sources of a finding, one on each line."""

    model = models.Finding.sources.through
    formset = SourcesFormSet
    autocomplete_fields = ("source",)
    verbose_name, verbose_name_plural = "source", "sources"


@admin.register(models.Finding)
class FindingAdmin(GtrPages, SourcedAdmin):
    guidance = "Write the statement in our own words into the summary. Keep the source's hedges: “might” stays “might”."
    list_display = ("title", "series", "consensus", "position")
    list_filter = ("state", "series", "consensus", "sector_scope", "is_overview", "discourses")
    search_fields = ("slug", "summary", "source_text", "outcome_id")
    list_select_related = ("series",)
    readonly_fields = (*SourcedAdmin.readonly_fields, "source_text", "outcome_id")
    inlines = (SourceInline, ChildInline)
    stands = ("no_source_reason",)
    groups = (
        ("Statement", {"fields": ("detail", "consensus", "modality", "is_overview")}),
        ("Place in the series", {"fields": ("series", "parent", "position", "seminars")}),
        ("For whom", {"fields": ("sector_scope", "sectors", "application_areas")}),
        ("What it is about", {"fields": ("themes", "discourses", "barriers")}),
        ("From the source", {"fields": ("source_text", "exploitation", "web_address", "outcome_id")}),
    )


@admin.register(models.Manifestation)
class ManifestationAdmin(SourcedAdmin):
    guidance = "How a discourse shows in one sector or one form of institution. An empty cell is a gap, so leave it."
    list_display = ("title", "discourse", "sector", "institutional_form")
    list_filter = ("state", "discourse", "sector")
    list_select_related = ("discourse", "sector", "institutional_form")
    groups = (("Place", {"fields": ("discourse", "sector", "institutional_form")}),)


@admin.register(models.Tension)
class TensionAdmin(SourcedAdmin):
    guidance = "Two discourses that compete. Keep what the source says apart from what is our reading of it."
    list_display = ("title", "first", "second", "modality")
    list_filter = ("state", "first", "second")
    list_select_related = ("first", "second")
    groups = (("Tension", {"fields": ("first", "second", "modality", "difficulties", "interpretation")}),)


@admin.register(models.Implication)
class ImplicationAdmin(SourcedAdmin):
    guidance = "One cell: what a discourse implies for one domain of management. Only with a source."
    list_display = ("title", "discourse", "domain")
    list_filter = ("state", "discourse", "domain")
    list_select_related = ("discourse", "domain")
    groups = (("Cell", {"fields": ("discourse", "domain", "consequence")}),)


@admin.register(models.AssessmentStatement)
class AssessmentStatementAdmin(SourcedAdmin):
    guidance = "The title is the statement that partners agree with or not. Changing it begins a new edition."
    list_display = ("title", "discourse", "position", "edition")
    list_filter = ("state", "discourse")
    list_select_related = ("discourse",)
    groups = (("Statement", {"fields": ("discourse", "interpretation", "position")}),)


@admin.register(models.Barrier)
class BarrierAdmin(SourcedAdmin):
    guidance = "What stands in the way. Enter a remedy only if a source records one."
    groups = (("Barrier", {"fields": ("hampers", "remedies")}),)


@admin.register(models.LearningTransfer)
class LearningTransferAdmin(SourcedAdmin):
    guidance = "From which sector to which, about what. Leave a sector empty when the source does not name it."
    list_display = ("title", "from_sector", "to_sector", "strength")
    list_filter = ("state", "scope", "strength")
    list_select_related = ("from_sector", "to_sector")
    groups = (
        ("Direction", {"fields": ("scope", ("from_sector", "to_sector"), "strength", "direction_note")}),
        ("Content", {"fields": ("subjects", "learning_fields", "barriers")}),
    )


@admin.register(models.Term)
class TermAdmin(SourcedAdmin):
    guidance = "What one sector calls a theme. The source says “similar”: keep “close” unless another source says more."
    list_display = ("title", "sector", "theme", "match")
    list_filter = ("state", "sector", "match")
    list_select_related = ("sector", "theme")
    groups = (("Term", {"fields": ("theme", "sector", "match", "note")}),)


@admin.register(models.Framework)
class FrameworkAdmin(SourcedAdmin):
    guidance = "A theory and the caveat of context that readers always see beside it."
    list_display = ("title", "common_to_sectors", "named_in_source")
    groups = (
        ("Framework", {"fields": ("caveat", "context_factors", "sectors", "common_to_sectors", "named_in_source")}),
    )


@admin.register(models.ResearchQuestion)
class ResearchQuestionAdmin(SourcedAdmin):
    guidance = "A question and its place on the four axes: policy area, discipline, sector, method."
    list_display = ("title", "question_kind", "priority")
    list_filter = ("state", "question_kind")
    groups = (
        ("Question", {"fields": ("question_kind", "priority", "themes")}),
        ("Axes", {"fields": ("policy_areas", "disciplines", "sectors", "methods")}),
    )


@admin.register(models.CollaborationCase)
class CollaborationCaseAdmin(SourcedAdmin):
    guidance = "A real collaboration. “Absent” means looked for and not seen; leave out what was not assessed."
    list_filter = ("state", "sectors")
    groups = (("Case", {"fields": ("sectors", "dominant", "present", "absent")}),)


@admin.register(models.ImpactRecord)
class ImpactRecordAdmin(SourcedAdmin):
    guidance = "Keep three things apart: what is claimed, what public documents show, whether it can be assessed."
    list_display = ("title", "impact_kind", "assessment", "corroboration")
    list_filter = ("state", "series", "impact_kind", "assessment", "corroboration")
    search_fields = ("slug", "summary", "outcome_id", "body", "authors", "doi")
    readonly_fields = (*SourcedAdmin.readonly_fields, "source_text", "outcome_id")
    groups = (
        ("What came of it", {"fields": ("impact_kind", "series", "years", "results_and_impact", "source_text")}),
        ("Claim", {"fields": ("claim", ("body", "nation"))}),
        ("Evidence", {"fields": ("corroboration", "corroboration_note", "assessment", "assessment_note")}),
        (
            "Engagement",
            {
                "fields": (
                    "form",
                    ("primary_audience", "primary_audience_state"),
                    ("geographic_reach", "part_of_official_scheme"),
                    "application_areas",
                    "impact_types",
                )
            },
        ),
        ("Further funding", {"fields": (("amount", "currency"),)}),
        (
            "Publication",
            {"fields": ("publication_type", "authors", "container", ("isbn", "doi"), "web_address", "outcome_id")},
        ),
    )


@admin.register(models.Year)
class YearAdmin(admin.ModelAdmin):
    """Years are added as records need them."""

    search_fields = ("year",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A year that goes would go from every record that has it."""
        return False


class ManifestationInline(RecordInline):
    model = models.Manifestation
    fields = (("title", "slug"), "summary", ("sector", "institutional_form"), "seen_token")
    autocomplete_fields = ("sector", "institutional_form")


# The discourse stands in the app below; what hangs on it here is added to its page from here.
admin.site.unregister(Discourse)


@admin.register(Discourse)
class DiscourseWithManifestationsAdmin(DiscourseAdmin):
    inlines = (ManifestationInline,)

"""Curating the kinds of this app."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from collabfutures.curation.admin.forms import UNSUPPORTED
from collabfutures.curation.admin.formsets import MeanwhileFormSet
from collabfutures.curation.admin.inlines import BoundedTabularInline, RecordInline
from collabfutures.curation.admin.record_admin import RecordAdmin
from seminars import models


class SourcesFormSet(MeanwhileFormSet):
    """The sources of a record, one on each line; a public record keeps one, or says why it has none."""

    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data.get("source") for form in self.forms if not form.cleaned_data.get("DELETE")]
        supported = any(source and source.is_public for source in kept)
        if self.instance.is_public and not supported and not self.instance.no_source_reason:
            raise ValidationError(UNSUPPORTED)


class SourcedAdmin(RecordAdmin):
    """Base for every kind that rests on sources."""

    stands = ("sources", "no_source_reason")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        *before, publication = super().get_fieldsets(request, obj)
        rule = "Name at least one source, or say why there is none. Without this a record cannot be published."
        return [*before, ("Where it stands", {"fields": self.stands, "description": rule}), publication]


@admin.register(models.Source)
class SourceAdmin(RecordAdmin):
    guidance = "One record for each place in a document. Its own words go into the quotation, if a licence allows it."
    list_display = ("title", "statement", "document", "place")
    list_filter = ("state", "series", "document", "year")
    search_fields = ("slug", "document", "place", "statement", "authors", "doi")
    list_select_related = ("series",)
    groups = (
        ("Document", {"fields": ("document", "place", "authors", "year", "web_address", "doi")}),
        ("Register", {"fields": (("series", "statement"),)}),
        ("Its own words", {"fields": ("quotation", ("licence", "quoted_on"))}),
    )


@admin.register(models.Sector)
class SectorAdmin(SourcedAdmin):
    guidance = "Organisational sectors. GtR's “sectors” are application areas and belong there."
    groups = (("Names", {"fields": ("alternative_names",)}),)


@admin.register(models.ApplicationArea)
class ApplicationAreaAdmin(SourcedAdmin):
    guidance = "GtR's 22 names, spelt as GtR spells them. They are not organisational sectors."


@admin.register(models.ThemeRole)
class ThemeRoleAdmin(SourcedAdmin):
    guidance = "The parts that themes play. A new role needs no change to the software."
    list_display = ("title", "open_list")
    groups = (("List", {"fields": ("open_list",)}),)


@admin.register(models.Theme)
class ThemeAdmin(SourcedAdmin):
    guidance = "One theme, however many roles it plays. Look for it before you add it."
    list_filter = ("state", "roles")
    search_fields = ("slug", "alternative_names", "summary")
    groups = (("Concept", {"fields": ("roles", "alternative_names", "broader", "related")}),)


@admin.register(models.Discourse)
class DiscourseAdmin(SourcedAdmin):
    guidance = "Say what the discourse says, in our words. Leave empty what the source does not give."
    list_display = ("title", "stance", "dominance")
    list_filter = ("state", "stance", "dominance")
    groups = (
        (
            "What it says",
            {"fields": ("stance", "speaks_of", "purpose", "underpinned_by", "mechanism", "actors", "success")},
        ),
        ("Where it shows", {"fields": ("practices", "prominent_when", "dominance")}),
        ("Related", {"fields": ("concepts", "challenges")}),
    )


class SeminarInline(RecordInline):
    model = models.Seminar
    fields = ("title", "slug", "position", "evidence", "seen_token")


@admin.register(models.Series)
class SeriesAdmin(SourcedAdmin):
    guidance = "One funded series, project or award. People who led it are not named; say how many they were."
    list_display = ("title", "funder", "award_reference", "start_date")
    list_filter = ("state", "funder", "abstract_state")
    search_fields = ("slug", "award_reference", "lead_organisation", "gtr_project_id")
    inlines = (SeminarInline,)
    groups = (
        ("What it was for", {"fields": ("aim", "scope", "audience", "collaboration_scope")}),
        ("Abstract", {"fields": ("abstract", "abstract_state", "abstract_note")}),
        ("Proposal", {"fields": ("potential_impact", "technical_summary")}),
        ("Who", {"fields": ("lead_organisation", "lead_department", "region", "partner_organisations", "team")}),
        (
            "Award",
            {
                "fields": (
                    ("funder", "grant_category", "award_status"),
                    ("award_reference", "gtr_project_id"),
                    "other_identifiers",
                    ("start_date", "end_date", "value_gbp"),
                    "application_areas",
                    "research_subjects",
                    "research_topics",
                    "web_address",
                    "source_note",
                )
            },
        ),
    )


@admin.register(models.ResearchTopic)
class ResearchTopicAdmin(admin.ModelAdmin):
    """Topics are added as awards need them."""

    search_fields = ("name",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A topic that goes would go from every award that has it."""
        return False


class SeminarDiscourseInline(BoundedTabularInline):
    model = models.SeminarDiscourse
    autocomplete_fields = ("discourse",)


class RepresentationInline(RecordInline):
    model = models.Representation
    fields = (("title", "slug"), "series", ("sector", "role", "nation", "presence"), "recruitment_note", "seen_token")
    autocomplete_fields = ("series", "sector")


@admin.register(models.Seminar)
class SeminarAdmin(SourcedAdmin):
    guidance = "One event. An announcement is no proof that it was held: say how we know of it."
    list_display = ("title", "series", "position", "date", "demand")
    list_filter = ("state", "series", "demand", "evidence")
    list_select_related = ("series",)
    inlines = (SeminarDiscourseInline, RepresentationInline)
    groups = (
        ("Event", {"fields": ("series", ("position", "evidence"), ("date", "date_state"), ("venue", "venue_state"))}),
        ("Content", {"fields": ("themes",)}),
        ("Demand", {"fields": ("demand", "demand_reason")}),
    )


@admin.register(models.Representation)
class RepresentationAdmin(SourcedAdmin):
    guidance = "Who was there. “Not stated” is not “absent”. Never enter a number that the source does not give."
    list_display = ("title", "series", "sector", "role", "nation", "presence")
    list_filter = ("state", "series", "role", "nation", "presence")
    list_select_related = ("series", "sector")
    groups = (("Group", {"fields": ("series", "seminar", "sector", "role", "nation", "presence", "recruitment_note")}),)

"""What each kind of this app looks like outside. The lists are the API's fields, CSV's columns, the page's lines."""

from collabfutures.curation.serializers import RecordSerializer, fields
from seminars import models


class SourceSerializer(RecordSerializer):
    class Meta:
        model = models.Source
        fields = fields("document", "place", "authors", "year", "web_address", "doi", "statement")


class SectorSerializer(RecordSerializer):
    class Meta:
        model = models.Sector
        fields = fields("alternative_names", "sources", "no_source_reason")


class ThemeRoleSerializer(RecordSerializer):
    class Meta:
        model = models.ThemeRole
        fields = fields("open_list", "themes", "sources", "no_source_reason")


class ThemeSerializer(RecordSerializer):
    class Meta:
        model = models.Theme
        fields = fields(
            "roles", "alternative_names", "broader", "narrower", "related", "discourses", "sources", "no_source_reason"
        )


class DiscourseSerializer(RecordSerializer):
    class Meta:
        model = models.Discourse
        fields = fields(
            "stance",
            "purpose",
            "underpinned_by",
            "practices",
            "prominent_when",
            "mechanism",
            "actors",
            "dominance",
            "concepts",
            "challenges",
            "challenged_by",
            "sources",
            "no_source_reason",
        )


class SeriesSerializer(RecordSerializer):
    class Meta:
        model = models.Series
        fields = fields(
            "aim",
            "scope",
            "audience",
            "collaboration_scope",
            "abstract",
            "abstract_state",
            "abstract_note",
            "lead_organisation",
            "lead_department",
            "region",
            "partner_organisations",
            "team",
            "funder",
            "grant_category",
            "award_status",
            "award_reference",
            "other_identifiers",
            "gtr_project_id",
            "start_date",
            "end_date",
            "value_gbp",
            "research_subjects",
            "web_address",
            "source_note",
            "sources",
            "no_source_reason",
        )


class SeminarSerializer(RecordSerializer):
    class Meta:
        model = models.Seminar
        fields = fields(
            "series",
            "position",
            "evidence",
            "date",
            "date_state",
            "venue",
            "venue_state",
            "demand",
            "demand_reason",
            "themes",
            "discourses",
            "sources",
            "no_source_reason",
        )


class RepresentationSerializer(RecordSerializer):
    class Meta:
        model = models.Representation
        fields = fields(
            "series",
            "seminar",
            "sector",
            "role",
            "nation",
            "presence",
            "recruitment_note",
            "sources",
            "no_source_reason",
        )

"""What each kind of this app looks like outside. The lists are the API's fields, CSV's columns, the page's lines."""

import re
from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from collabfutures.curation.api.described import LinkSerializer
from collabfutures.curation.api.serializer_fields import (
    BlankTextField,
    LinesListField,
    TargetField,
    TargetsField,
    link_object,
)
from collabfutures.curation.api.serializers import RecordSerializer, fields
from collabfutures.curation.links import Link
from seminars import models


class SourceSerializer(RecordSerializer):
    class Meta:
        model = models.Source
        fields = fields(
            "document",
            "place",
            "authors",
            "year",
            "web_address",
            "doi",
            "series",
            "statement",
            "quotation",
            "licence",
            "quoted_on",
        )


class SectorSerializer(RecordSerializer):
    class Meta:
        model = models.Sector
        fields = fields("alternative_names", "sources", "no_source_reason")


class ApplicationAreaSerializer(RecordSerializer):
    class Meta:
        model = models.ApplicationArea
        fields = fields("sources", "no_source_reason")


class ThemeRoleSerializer(RecordSerializer):
    class Meta:
        model = models.ThemeRole
        fields = fields("open_list", "themes", "sources", "no_source_reason")


class ThemeSerializer(RecordSerializer):
    show_when_empty = ("roles", "sources")

    class Meta:
        model = models.Theme
        fields = fields(
            "roles", "alternative_names", "broader", "narrower", "related", "discourses", "sources", "no_source_reason"
        )


class DiscourseSerializer(RecordSerializer):
    show_when_empty = ("purpose", "underpinned_by", "practices", "prominent_when", "success", "sources")

    class Meta:
        model = models.Discourse
        fields = fields(
            "stance",
            "speaks_of",
            "purpose",
            "underpinned_by",
            "practices",
            "prominent_when",
            "mechanism",
            "actors",
            "success",
            "dominance",
            "concepts",
            "challenges",
            "challenged_by",
            "sources",
            "no_source_reason",
        )


class IdentifierSerializer(serializers.Serializer):
    """What another system calls the award: “RES RES-451-26-0672 (ESRC Research Seminars Competition)” in its parts."""

    type = serializers.CharField(allow_null=True, help_text="Which system or sort of identifier.")
    value = serializers.CharField()
    note = serializers.CharField(allow_null=True)


@extend_schema_field(IdentifierSerializer(many=True))
class IdentifiersField(LinesListField):
    """Identifiers in their parts; in a sheet each is the line that it is kept as."""

    parts = tuple(IdentifierSerializer().fields)
    written = re.compile(r"(?:(?P<type>\S+) +)?(?P<value>[^\s(]+)(?: *\((?P<note>.*)\))?")

    def to_representation(self, texts: list[str]) -> list[dict[str, str | None]]:
        found = [(text, self.written.fullmatch(text)) for text in texts]
        # What is written in another way is given as it stands.
        return [each.groupdict() if each else {"type": None, "value": text, "note": None} for text, each in found]

    @staticmethod
    def in_cell(identifier: dict[str, str | None]) -> str:
        note = f"({identifier['note']})" if identifier["note"] is not None else None
        return " ".join(filter(None, [identifier["type"], identifier["value"], note]))


class SeriesSerializer(RecordSerializer):
    hidden = ("gtr_project_id",)
    other_identifiers = IdentifiersField()
    show_when_empty = ("aim", "scope", "audience", "abstract", "lead_organisation", "start_date", "end_date", "sources")

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
            "potential_impact",
            "technical_summary",
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
            "application_areas",
            "research_subjects",
            "research_topics",
            "web_address",
            "source_note",
            "sources",
            "no_source_reason",
        )


class EffectSerializer(serializers.Serializer):
    """What a seminar showed of one discourse in practice."""

    discourse = LinkSerializer()
    effect = serializers.CharField()


@extend_schema_field(EffectSerializer(many=True))
class EffectsField(serializers.Field):
    """What a seminar showed of discourses in practice."""

    parts = tuple(EffectSerializer().fields)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True)

    def get_attribute(self, seminar: models.Seminar) -> list[models.SeminarDiscourse]:
        return [
            each for each in seminar.discourse_effects.all() if each.effect_in_practice and each.discourse.is_public
        ]

    def to_representation(self, effects: list[models.SeminarDiscourse]) -> list[dict[str, Any]]:
        return [
            {"discourse": link_object(Link.to(each.discourse), self.context), "effect": each.effect_in_practice}
            for each in effects
        ]

    @staticmethod
    def in_cell(effect: dict[str, Any]) -> str:
        return f"{effect['discourse']['slug']}: {effect['effect']}"

    @staticmethod
    def in_words(effect: models.SeminarDiscourse) -> str:
        return f"{effect.discourse.slug}: {effect.effect_in_practice}"


class SeminarSerializer(RecordSerializer):
    hidden = ("position",)
    show_when_empty = ("themes", "discourses", "sources")
    prefetch = (Prefetch("discourse_effects", models.SeminarDiscourse.objects.select_related("discourse")),)

    effects_in_practice = EffectsField()

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
            "effects_in_practice",
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


class StatementSerializer(serializers.Serializer):
    """One numbered statement of the source."""

    statement = serializers.CharField(source="source.statement")
    source = TargetField()
    place = BlankTextField(source="source.place")
    quotation = BlankTextField(source="source.quotation", help_text="Null where it may not be quoted.")
    homes = TargetsField(help_text="The records that carry it.")


class CoverageSerializer(serializers.Serializer):
    """The register of a series: how many statements there are, how many have a home, and each of them."""

    series = TargetField()
    count = serializers.SerializerMethodField()
    covered = serializers.SerializerMethodField()
    statements = StatementSerializer(many=True)

    def get_count(self, register: dict[str, Any]) -> int:
        return len(register["statements"])

    def get_covered(self, register: dict[str, Any]) -> int:
        return sum(bool(each.homes) for each in register["statements"])

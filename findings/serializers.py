"""What each kind of this app looks like outside. The lists are the API's fields, CSV's columns, the page's lines."""

from typing import Any

from rest_framework import serializers

from collabfutures.curation.api.serializer_fields import CommaListField, LinksField
from collabfutures.curation.api.serializers import RecordSerializer, fields
from findings import models

# Keys of other systems and places in a list: the API gives them, a reader has no use for them.
KEYS = ("position", "outcome_id")
# Every kind of this app ends with where it stands.
SOURCED = ("sources", "no_source_reason")


class StatementField(serializers.ChoiceField):
    """Who words the finding: `ours` is our own statement, `as-reported` the text of the award."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=("ours", "as-reported"), read_only=True)

    def get_attribute(self, record: models.Finding) -> str:
        return "as-reported" if record.is_as_reported else "ours"


class FindingSerializer(RecordSerializer):
    hidden = (*KEYS, "statement")
    also_linked = ("series__application_areas",)
    show_when_empty = ("themes", "discourses", "barriers", "seminars", "sources")

    statement = StatementField()
    award_areas = LinksField(over="series__application_areas", label="Areas of use that the award names")

    class Meta:
        model = models.Finding
        fields = fields(
            "statement",
            "detail",
            "consensus",
            "modality",
            "series",
            "parent",
            "children",
            "position",
            "is_overview",
            "sector_scope",
            "sectors",
            "award_areas",
            "application_areas",
            "themes",
            "discourses",
            "barriers",
            "seminars",
            "exploitation",
            "source_text",
            "web_address",
            "outcome_id",
            *SOURCED,
        )


class AnswerSerializer(RecordSerializer):
    # The page shows the statements behind each sentence beside the sentence.
    hidden = (*KEYS, "carried_by")
    show_when_empty = ("limits", "sources")

    class Meta:
        model = models.Answer
        fields = fields(
            "asker",
            "carried_by",
            "for_whom",
            "limits",
            "ask_next",
            "findings",
            "tensions",
            "barriers",
            "impact_records",
            "themes",
            "discourses",
            "sectors",
            "position",
            *SOURCED,
        )


class ManifestationSerializer(RecordSerializer):
    class Meta:
        model = models.Manifestation
        fields = fields("discourse", "sector", "institutional_form", *SOURCED)


class TensionSerializer(RecordSerializer):
    show_when_empty = ("second", "difficulties", "sources")

    class Meta:
        model = models.Tension
        fields = fields("first", "second", "modality", "difficulties", "interpretation", *SOURCED)


class ImplicationSerializer(RecordSerializer):
    show_when_empty = ("consequence", "sources")

    class Meta:
        model = models.Implication
        fields = fields("discourse", "domain", "consequence", *SOURCED)


class AssessmentStatementSerializer(RecordSerializer):
    hidden = KEYS

    class Meta:
        model = models.AssessmentStatement
        fields = fields("discourse", "interpretation", "edition", "position", *SOURCED)


class BarrierSerializer(RecordSerializer):
    show_when_empty = ("hampers", "remedies", "sources")
    absences = {"remedies": "None recorded yet"}

    class Meta:
        model = models.Barrier
        fields = fields("hampers", "remedies", "learning_transfers", "findings", *SOURCED)


class LearningTransferSerializer(RecordSerializer):
    show_when_empty = ("from_sector", "to_sector", "subjects", "barriers", "sources")

    class Meta:
        model = models.LearningTransfer
        fields = fields(
            "scope",
            "from_sector",
            "to_sector",
            "strength",
            "direction_note",
            "subjects",
            "learning_fields",
            "barriers",
            *SOURCED,
        )


class TermSerializer(RecordSerializer):
    class Meta:
        model = models.Term
        fields = fields("theme", "sector", "match", "note", *SOURCED)


class FrameworkSerializer(RecordSerializer):
    show_when_empty = ("caveat", "sectors", "sources")

    class Meta:
        model = models.Framework
        fields = fields("caveat", "common_to_sectors", "context_factors", "sectors", "named_in_source", *SOURCED)


class ResearchQuestionSerializer(RecordSerializer):
    show_when_empty = ("themes", "sectors", "policy_areas", "disciplines", "methods", "sources")

    class Meta:
        model = models.ResearchQuestion
        fields = fields(
            "question_kind", "priority", "themes", "sectors", "policy_areas", "disciplines", "methods", *SOURCED
        )


class CollaborationCaseSerializer(RecordSerializer):
    show_when_empty = ("sectors", "dominant", "present", "sources")

    class Meta:
        model = models.CollaborationCase
        fields = fields("sectors", "dominant", "present", "absent", *SOURCED)


class ImpactRecordSerializer(RecordSerializer):
    hidden = KEYS
    show_when_empty = ("series", "claim", "years", "sources")

    impact_types = CommaListField()

    class Meta:
        model = models.ImpactRecord
        fields = fields(
            "impact_kind",
            "series",
            "claim",
            "corroboration",
            "corroboration_note",
            "assessment",
            "assessment_note",
            "body",
            "nation",
            "form",
            "primary_audience",
            "primary_audience_state",
            "geographic_reach",
            "part_of_official_scheme",
            "years",
            "results_and_impact",
            "application_areas",
            "impact_types",
            "source_text",
            "amount",
            "currency",
            "publication_type",
            "authors",
            "container",
            "isbn",
            "doi",
            "web_address",
            "outcome_id",
            *SOURCED,
        )

"""What a record looks like outside: the fields are listed once per kind, JSON, CSV and the pages read them here."""

from collections.abc import Iterable
from typing import Any

from django.db.models import DateTimeField, Field, prefetch_related_objects
from rest_framework import serializers

from collabfutures.curation.api.serializer_fields import (
    ApiUrlField,
    KeysField,
    KindField,
    LinesListField,
    LinkField,
    LinksField,
    MomentField,
    UrlField,
)
from collabfutures.curation.changes import Change
from collabfutures.curation.fields import LinesField
from collabfutures.curation.links import prefetch_links
from collabfutures.curation.models import Record
from collabfutures.curation.relations import related_kind

# Every kind begins and ends alike.
FIRST = ("kind", "slug", "title", "summary")
LAST = ("our_reading", "url", "api_url", "published_at", "updated_at")


class RecordSerializer(serializers.ModelSerializer):
    """Base of every kind's serializer. A subclass lists its own fields; relations become objects by themselves.

    What is blank in a column is null: one rule for texts, choices, numbers and dates.
    """

    kind = KindField()
    url = UrlField()
    api_url = ApiUrlField()
    updated_at = MomentField(source="changed_at", read_only=True)

    # Fields whose lack a page tells as a gap in what is recorded; others are left out there when they are empty.
    show_when_empty: tuple[str, ...] = ()
    # The words for the lack of a value, {field: words}, where the usual ones would not do.
    absences: dict[str, str] = {}
    # Keys of other systems and the like: the API gives them, a reader has no use for them.
    hidden: tuple[str, ...] = ()
    # Relations over another record, such as "series__application_areas", that a field of the kind's own shows.
    also_linked: tuple[str, ...] = ()
    # What fields of a subclass's own need of other tables, for prefetch_related.
    prefetch: tuple = ()

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        LinesField: LinesListField,
        DateTimeField: MomentField,
    }

    def to_representation(self, record: Any) -> dict[str, Any]:
        found = super().to_representation(record)
        return {name: None if value == "" else value for name, value in found.items()}

    def get_extra_kwargs(self) -> dict[str, Any]:
        """All is read and nothing written: whatever is there is sent, which is what the description calls required."""
        return {name: {"read_only": True} for name in self.Meta.fields}

    def build_standard_field(self, field_name: str, model_field: Field) -> tuple[Any, dict[str, Any]]:
        field, kwargs = super().build_standard_field(field_name, model_field)
        if field is LinesListField:
            return field, {}
        may_be_blank = bool(kwargs.get("allow_blank") or model_field.null)
        if "choices" in kwargs:
            kwargs["choices"] = [choice for choice in model_field.flatchoices if choice[0] != ""]
            may_be_blank = may_be_blank or model_field.blank
        return field, kwargs | {"allow_null": may_be_blank}

    def build_relational_field(self, field_name: str, relation_info: Any) -> tuple[Any, dict[str, Any]]:
        if related_kind(self.Meta.model, field_name) is None:
            key = type(relation_info.related_model._meta.pk)
            return KeysField, {"child": self.serializer_field_mapping[key]()}
        return (LinksField if relation_info.to_many else LinkField), {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """The description says of a record what its model says of itself."""
        super().__init_subclass__(**kwargs)
        cls.__doc__ = cls.__doc__ or cls.Meta.model.__doc__

    @classmethod
    def linked(cls) -> list[str]:
        """The relations among the fields that lead to records."""
        own = [name for name in cls._relations() if related_kind(cls.Meta.model, name)]
        return [*own, *cls.also_linked]

    @classmethod
    def prepare(cls, records: Iterable[Record]) -> list[Record]:
        """Fetches what the fields need of other tables, for all records at once: three queries at most."""
        found = cls.prefetch_rest(prefetch_links(records, cls.linked()))
        moments = Change.moments(found[0]._meta.label_lower, [record.pk for record in found]) if found else {}
        for record in found:
            record.changed_at = moments.get(record.pk, record.updated_at)
        return found

    @classmethod
    def prefetch_rest(cls, records: list[Record]) -> list[Record]:
        """Fetches for the records what the fields need besides links."""
        plain = [name for name in cls._relations() if not related_kind(cls.Meta.model, name)]
        prefetch_related_objects(records, *plain, *cls.prefetch)
        return records

    @classmethod
    def _relations(cls) -> list[str]:
        return [name for name in cls.Meta.fields if _is_relation(cls.Meta.model, name)]


def _is_relation(model, name):
    return any(field.name == name and field.is_relation for field in model._meta.get_fields())


def fields(*own: str) -> tuple[str, ...]:
    """The field list of a kind: what every record has, with its own in between."""
    return (*FIRST, *own, *LAST)

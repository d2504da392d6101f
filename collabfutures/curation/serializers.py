"""What a record looks like outside: the fields are listed once per kind, JSON, CSV and the pages read them here."""

from django.db.models import prefetch_related_objects
from rest_framework import serializers

from collabfutures.curation.fields import LinesField, lines
from collabfutures.curation.links import attach_links, related_kind

# Every kind begins and ends alike.
FIRST = ("kind", "slug", "title", "summary")
LAST = ("url", "published_at", "updated_at")


class KindField(serializers.CharField):
    """The kind of record in one word, as in the address of its type: "finding", "impact-record"."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True)

    def to_representation(self, record):
        return kind_name(type(record))


class UrlField(serializers.CharField):
    """Where readers find the record."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True)

    def to_representation(self, record):
        path = record.get_absolute_url()
        request = self.context.get("request")
        return request.build_absolute_uri(path) if request else path


class LinksField(serializers.ListField):
    """The slugs of the public records that a relation leads to."""

    child = serializers.SlugField()

    def __init__(self, **kwargs):
        super().__init__(read_only=True)

    def get_attribute(self, record):
        return [link.slug for link in record.links[self.field_name]]


class LinkField(serializers.SlugField):
    """The slug of the one public record that a relation leads to, or null."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True)

    def get_attribute(self, record):
        links = record.links[self.field_name]
        return links[0].slug if links else None


class LinesListField(serializers.ListField):
    """A text of one entry a line, as a list."""

    child = serializers.CharField()

    def __init__(self, **kwargs):
        super().__init__(read_only=True)

    def get_attribute(self, record):
        return lines(getattr(record, self.field_name))


class KeysField(serializers.ListField):
    """The values of a relation to plain rows, such as years."""

    child = serializers.IntegerField()

    def __init__(self, **kwargs):
        super().__init__(read_only=True)

    def get_attribute(self, record):
        return sorted(row.pk for row in getattr(record, self.field_name).all())


class RecordSerializer(serializers.ModelSerializer):
    """Base of every kind's serializer. A subclass lists its own fields; relations become slugs by themselves."""

    kind = KindField()
    url = UrlField()

    # Fields whose lack a page tells as a gap in what is recorded; others are left out there when they are empty.
    gaps = ()
    # Keys of other systems and the like: the API gives them, a reader has no use for them.
    hidden = ("position", "outcome_id", "gtr_project_id")
    # What fields of a subclass's own need of other tables, for prefetch_related.
    prefetch = ()

    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, LinesField: LinesListField}

    def build_standard_field(self, field_name, model_field):
        field, kwargs = super().build_standard_field(field_name, model_field)
        return (field, {}) if field is LinesListField else (field, kwargs)

    def build_relational_field(self, field_name, relation_info):
        if related_kind(self.Meta.model, field_name) is None:
            return KeysField, {}
        return (LinksField if relation_info.to_many else LinkField), {}

    @classmethod
    def prepare(cls, records):
        """Fetches what the fields need of other tables, for all records at once: two queries at most."""
        model = cls.Meta.model
        relations = [name for name in cls.Meta.fields if _is_relation(model, name)]
        plain = [name for name in relations if not related_kind(model, name)]
        records = attach_links(records, [name for name in relations if name not in plain])
        prefetch_related_objects(records, *plain, *cls.prefetch)
        return records


def _is_relation(model, name):
    return any(field.name == name and field.is_relation for field in model._meta.get_fields())


def kind_name(model):
    return model._meta.verbose_name.replace(" ", "-")


def fields(*own):
    """The field list of a kind: what every record has, with its own in between."""
    return (*FIRST, *own, *LAST)

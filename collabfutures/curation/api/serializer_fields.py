"""How one value of a record looks outside: relations as slugs, texts of several lines as lists, years as numbers."""

from typing import Any

from django.db.models import Model
from rest_framework import serializers

from collabfutures.curation.fields import lines
from collabfutures.curation.models import Record


class KindField(serializers.CharField):
    """The kind of record in one word, as in the address of its type: "finding", "impact-record"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, record: Any) -> str:
        return kind_name(type(record))


class UrlField(serializers.CharField):
    """Where readers find the record."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, record: Any) -> str:
        path = record.get_absolute_url()
        request = self.context.get("request")
        return request.build_absolute_uri(path) if request else path


class LinksField(serializers.ListField):
    """The slugs of the public records that a relation leads to; `over` names one that leads over another record."""

    child = serializers.SlugField()

    def __init__(self, over: str = "", label: str | None = None, **kwargs: Any) -> None:
        super().__init__(read_only=True, label=label)
        self.over = over

    @property
    def relation(self) -> str:
        return self.over or str(self.field_name)

    def get_attribute(self, record: Record) -> list[str]:
        return [link.slug for link in record.links[self.relation]]


class LinkField(serializers.SlugField):
    """The slug of the one public record that a relation leads to, or null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True)

    def get_attribute(self, record: Record) -> str | None:
        links = record.links[self.field_name]
        return links[0].slug if links else None


class LinesListField(serializers.ListField):
    """A text of one entry a line, as a list."""

    field_name: str
    child = serializers.CharField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True)

    def get_attribute(self, record: Record) -> list[str]:
        return lines(getattr(record, self.field_name))


class KeysField(serializers.ListField):
    """The values of a relation to plain rows, such as years or topics; `child` is how one of them looks."""

    field_name: str

    def __init__(self, child: serializers.Field, **kwargs: Any) -> None:
        super().__init__(read_only=True, child=child)

    def get_attribute(self, record: Record) -> list[Any]:
        return sorted(row.pk for row in getattr(record, self.field_name).all())


def kind_name(model: type[Model]) -> str:
    return str(model._meta.verbose_name).replace(" ", "-")

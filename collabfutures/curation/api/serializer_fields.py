"""How one value of a record looks outside: relations as objects with title and address, texts of lines as lists.

Blanks have one rule: what may be empty is null, what may be several is an empty list. A field that writes objects says
in `in_cell` how one of them stands in a cell of a sheet.
"""

from datetime import UTC
from typing import Any

from django.db.models import Model
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from collabfutures.curation import registry
from collabfutures.curation.api.described import LinkSerializer
from collabfutures.curation.fields import lines
from collabfutures.curation.links import Link
from collabfutures.curation.models import Record


def absolute(path: str, context: Any) -> str:
    """The full address of a path on the site that was asked; the path where nobody asked."""
    if "site" not in context:
        request = context.get("request")
        context["site"] = request.build_absolute_uri("/").rstrip("/") if request else ""
    return f"{context['site']}{path}"


class KindField(serializers.CharField):
    """The kind of record in one word, as in the address of its type: "finding", "impact-record"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, record: Any) -> str:
        return kind_name(type(record))


class UrlField(serializers.URLField):
    """Where readers find the record."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, record: Any) -> str:
        return absolute(record.get_absolute_url(), self.context)


class ApiUrlField(UrlField):
    """Where programs find the record."""

    def to_representation(self, record: Any) -> str:
        return absolute(f"{record.get_api_url()}{record.slug}/", self.context)


class MomentField(serializers.DateTimeField):
    """A moment in UTC, with a Z."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, default_timezone=UTC)


def link_object(link: Link, context: Any) -> dict[str, str]:
    """What a relation says of the record at its other end."""
    return {
        "kind": kind_name(link.kind),
        "slug": link.slug,
        "title": link.title,
        "url": absolute(link.get_absolute_url(), context),
        "api_url": absolute(link.get_api_url(), context),
    }


LINK_PARTS = tuple(LinkSerializer().fields)


@extend_schema_field(LinkSerializer(many=True))
class LinksField(serializers.Field):
    """The public records that a relation leads to; `over` names one that leads over another record."""

    parts = LINK_PARTS

    def __init__(self, over: str = "", label: str | None = None, **kwargs: Any) -> None:
        super().__init__(read_only=True, label=label)
        self.over = over

    @property
    def relation(self) -> str:
        return self.over or str(self.field_name)

    def get_attribute(self, record: Record) -> list[Link]:
        return record.links[self.relation]

    def to_representation(self, links: list[Link]) -> list[dict[str, str]]:
        return [link_object(link, self.context) for link in links]

    @staticmethod
    def in_cell(link: dict[str, str]) -> str:
        return link["slug"]


@extend_schema_field(LinkSerializer(allow_null=True))
class LinkField(serializers.Field):
    """The one public record that a relation leads to, or null."""

    in_cell, parts = staticmethod(LinksField.in_cell), LINK_PARTS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True)

    def get_attribute(self, record: Record) -> Link | None:
        return next(iter(record.links[self.field_name]), None)

    def to_representation(self, link: Link) -> dict[str, str]:
        return link_object(link, self.context)


@extend_schema_field(LinkSerializer())
class TargetField(serializers.Field):
    """A record, or a link to one, that stands in an answer by itself."""

    in_cell = staticmethod(LinksField.in_cell)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, target: Any) -> dict[str, str]:
        return link_object(target if isinstance(target, Link) else Link.to(target), self.context)


class TargetsField(serializers.ListField):
    """Several of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, child=TargetField(), **kwargs)


class BlankTextField(serializers.CharField):
    """A text, or null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, text: str) -> Any:
        return str(text) or None


class SiteUrlField(serializers.URLField):
    """A path of the site as a full address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, path: str) -> str:
        return absolute(path, self.context)


class ApiListField(SiteUrlField):
    """The list in the API that has the same records as the list of a page, whose path is given."""

    def to_representation(self, path: str) -> str:
        listed, _, query = path.partition("?")
        api = next(kind.model.get_api_url() for kind in registry.kinds() if kind.model.get_list_url() == listed)
        return super().to_representation(f"{api}?{query}" if query else api)


class LinesListField(serializers.ListField):
    """A text of one entry a line, as a list."""

    field_name: str
    child = serializers.CharField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True)

    def get_attribute(self, record: Record) -> list[str]:
        return lines(getattr(record, self.field_name))


class CommaListField(LinesListField):
    """A text of several words with commas between them, as a list."""

    def get_attribute(self, record: Record) -> list[str]:
        return [word.strip() for word in getattr(record, self.field_name).split(",") if word.strip()]


class KeysField(serializers.ListField):
    """The values of a relation to plain rows, such as years or topics; `child` is how one of them looks."""

    field_name: str

    def __init__(self, child: serializers.Field, **kwargs: Any) -> None:
        super().__init__(read_only=True, child=child)

    def get_attribute(self, record: Record) -> list[Any]:
        return sorted(row.pk for row in getattr(record, self.field_name).all())


def kind_name(model: type[Model]) -> str:
    return str(model._meta.verbose_name).replace(" ", "-")

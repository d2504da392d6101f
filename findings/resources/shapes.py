"""What the serializers of several answers have in common."""

from typing import Any

from rest_framework import serializers

from collabfutures.curation.api.serializer_fields import ApiListField, SiteUrlField, kind_name


class HeadingSerializer(serializers.Serializer):
    """A row or a column: the value that the filter takes, and what it is called."""

    value = serializers.CharField()
    label = serializers.CharField()

    @staticmethod
    def in_cell(heading: dict[str, Any]) -> str:
        return heading["value"]


class SideSerializer(serializers.Serializer):
    """What stands along the rows, or the columns, and what is not there."""

    filter = serializers.CharField(source="name")
    label = serializers.CharField()
    more = serializers.IntegerField(help_text="How many there was no room for: take group_by for all of them.")
    left_out = HeadingSerializer(many=True, help_text="Those without any record under this query.")


class CountedSerializer(serializers.Serializer):
    """How many records of another kind say something of the pair, and where they are listed."""

    kind = serializers.SerializerMethodField()
    count = serializers.IntegerField()
    url = SiteUrlField(source="address")
    api_url = ApiListField(source="address")

    @staticmethod
    def in_cell(counted: dict[str, Any]) -> str:
        return f"{counted['kind']}: {counted['count']}"

    def get_kind(self, counted: Any) -> str:
        return kind_name(counted.model)

"""The one form that an address of a record may have."""

from django.urls import register_converter

from collabfutures.curation.fields import SLUG_PATTERN


class RecordSlug:
    regex = SLUG_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RecordSlug, "record")

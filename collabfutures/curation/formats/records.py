"""What the forms of a list have in common: records come a batch at a time, and what is written goes out in pieces."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

# Prepared records of one kind, some at a time.
Batches = Iterable[list[Any]]


class RecordsRenderer(BaseRenderer):
    """Base for the forms of a list. A subclass writes pieces, so that no list is too long for the memory."""

    charset: str | None = "utf-8"
    # Whether `page=all` is to be had in this form, and how many records at most.
    # What the description of the API calls the form: a text, unless it is bytes or JSON.
    described_as: Any = OpenApiTypes.STR
    takes_everything = True
    # Where the following page is, for forms that have a place for it.
    following: str | None = None
    most_records: int | None = None

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset={self.charset}" if self.charset else str(self.media_type)

    def pieces(self, batches: Batches, serializer_class: Any, request: Request) -> Iterator[str | bytes]:
        """The records as text or bytes, in pieces."""
        raise NotImplementedError

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """A single record, as DRF asks for it: the serializer that made the data has it."""
        request = (renderer_context or {})["request"]
        return whole(self.pieces([[data.serializer.instance]], type(data.serializer), request))


def whole(pieces: Iterable[str | bytes]) -> bytes:
    """The pieces in one. An empty body would lose its Content-Type on the way out."""
    return b"".join(map(encoded, pieces)) or b"\n"


def encoded(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece


def joined(texts: Iterable[str], between: str) -> Iterator[str]:
    """The texts with something between them."""
    for number, text in enumerate(texts):
        yield f"{between}{text}" if number else text


def rows(batches: Batches, serializer_class: Any, request: Request) -> Iterator[dict[str, Any]]:
    """The records as the API has them."""
    for batch in batches:
        yield from serializer_class(batch, many=True, context={"request": request}).data


def kind_of(serializer_class: Any) -> type[Model]:
    return serializer_class.Meta.model

"""What the renderers have in common: which records an answer holds, and where each is found."""

from typing import Any

from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


def records_of(data: Any) -> list:
    """The records behind the data of an answer, a list or a single one: the serializer that made it has them."""
    serializer = data["results"].serializer if "results" in data else data.serializer
    return list(serializer.instance) if isinstance(serializer.instance, list) else [serializer.instance]


def model_of(data: Any) -> Any:
    """The kind of record in an answer."""
    serializer = data["results"].serializer.child if "results" in data else data.serializer
    return serializer.Meta.model


class RecordsRenderer(BaseRenderer):
    """Base for forms that are written from the records themselves."""

    charset: str | None = "utf-8"
    takes_everything = True

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        # An empty body would lose its Content-Type on the way out.
        return self.write(records_of(data), renderer_context["request"], data).encode() or b"\n"

    def write(self, records: list, request: Request, data: Any) -> str:
        raise NotImplementedError

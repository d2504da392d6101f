"""In which form does a client want the answer? `format=` decides; otherwise the form that `Accept` wants most."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from collabfutures.curation.messages import not_allowed


class AsItIs(BaseContentNegotiation):
    """For what has a single form, such as a file: whoever asks for it by its name gets it, whatever `Accept` says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class FormNegotiation(AsItIs):
    """DRF's own ignores q-values, and lets `Accept` refuse what `format=` asks for."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        name = format_suffix or request.query_params.get("format")
        if name:
            return self._named(name, renderers)
        by_type = {renderer.media_type: renderer for renderer in renderers}
        # An empty header says nothing, as none does, and as one does that takes anything.
        if request.headers.get("Accept", "").strip() in ("", "*/*"):
            return renderers[0], renderers[0].media_type
        wanted = request._request.get_preferred_type(list(by_type))
        if wanted is None:
            raise NotAcceptable(f"None of these forms is accepted. There are: {', '.join(by_type)}.")
        return by_type[wanted], wanted

    @staticmethod
    def _named(name, renderers):
        found = next((renderer for renderer in renderers if renderer.format == name), None)
        if found is None:
            raise ValidationError({"format": not_allowed("format", name, [each.format for each in renderers])})
        return found, found.media_type
